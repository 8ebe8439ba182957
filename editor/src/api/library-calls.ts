import type { LibraryItem } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";
import type { LibraryItemBody, LibraryList, UploadAnswer } from "./wire-types.js";

export interface LibraryFilter {
  readonly search?: string | undefined;
  readonly kind?: LibraryItem["kind"] | undefined;
  readonly folder?: string | undefined;
  readonly favourites?: boolean | undefined;
}

const itemPath = (id: string): string => `/v1/library/${encodeURIComponent(id)}`;

/** What the reader may see and asks for, favourites first, and every folder there is. */
export const loadLibrary = (api: ApiClient, filter: LibraryFilter): Promise<LibraryList> =>
  api.call("GET", "/v1/library", { query: { ...filter } });

/** `id` undefined: a new item. */
export const saveLibraryItem = (api: ApiClient, id: string | undefined, body: LibraryItemBody): Promise<LibraryItem> =>
  id === undefined ? api.call("POST", "/v1/library", { body }) : api.call("PUT", itemPath(id), { body });

export const removeLibraryItem = (api: ApiClient, id: string): Promise<void> => api.call("DELETE", itemPath(id));

export const likeLibraryItem = (api: ApiClient, id: string, favourite: boolean): Promise<void> =>
  api.call("PUT", `${itemPath(id)}/favourite`, { body: { favourite } });

/** 10 MB over a slow line. */
const UPLOAD_TIMEOUT_MS = 120_000;

/** Keeps a file on the server; the answer is its address there. */
export const uploadFile = (api: ApiClient, file: File): Promise<UploadAnswer> =>
  api.call("POST", "/v1/files", { query: { name: file.name.slice(-120) }, body: file, timeoutMs: UPLOAD_TIMEOUT_MS });
