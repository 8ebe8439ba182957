import type { WireSession } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";
import type { ApiKeyList, CreatedKey, CreatedLink, CreateKeyBody, CreateLinkBody } from "./wire-types.js";

/** Who is signed in; fails with `auth.required` when nobody is. */
export const loadSession = (api: ApiClient, signal?: AbortSignal): Promise<WireSession> =>
  api.call("GET", "/v1/session", { ...(signal && { signal }) });

/** Uses a one-time link up. `link` is the token, or the whole address it came in. */
export const openSession = (api: ApiClient, link: string): Promise<WireSession> =>
  api.call("POST", "/v1/session", { body: { link: linkToken(link) } });

export const closeSession = (api: ApiClient): Promise<void> => api.call("DELETE", "/v1/session");

export const makeSignInLink = (api: ApiClient, body: CreateLinkBody): Promise<CreatedLink> =>
  api.call("POST", "/v1/sign-in-links", { body });

export const loadKeys = (api: ApiClient): Promise<ApiKeyList> => api.call("GET", "/v1/keys");
export const makeKey = (api: ApiClient, body: CreateKeyBody): Promise<CreatedKey> =>
  api.call("POST", "/v1/keys", { body });
export const revokeKey = (api: ApiClient, id: string): Promise<void> =>
  api.call("DELETE", `/v1/keys/${encodeURIComponent(id)}`);

/** People paste what they have: the token alone, or the address it is part of. */
export function linkToken(text: string): string {
  const trimmed = text.trim();
  return /[?&#]link=([^&#\s]+)/.exec(trimmed)?.[1] ?? trimmed;
}
