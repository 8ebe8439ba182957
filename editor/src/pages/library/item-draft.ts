import type { LibraryBody, LibraryItem } from "@sopflow/schemas";
import type { LibraryText } from "../../i18n/library-texts.js";
import { isOwnFile } from "./material-view.js";

/** An item as its form holds it: every field a text. */
export interface ItemDraft {
  readonly kind: LibraryItem["kind"];
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly appId: string;
  /** Picture on the card of a link or a mini-programme. */
  readonly cover: string;
  readonly folder: string;
  readonly visibility: string;
}

export const readItem = (item: LibraryItem | undefined, folder: string): ItemDraft => ({
  kind: item?.kind ?? "text",
  title: item?.title ?? "",
  text: item?.text ?? "",
  url: item?.url ?? "",
  appId: item?.appId ?? "",
  cover: item?.cover ?? "",
  folder: item?.folder ?? folder,
  visibility: item?.visibility ?? "all",
});

export type ItemFaults = Readonly<Partial<Record<keyof ItemDraft, LibraryText>>>;

/** What is wrong with a draft, by field; empty = it can be saved. */
export function checkItem(draft: ItemDraft): ItemFaults {
  const { kind, title, text, url, appId, cover } = draft;
  const [hasText, hasUrl] = [text.trim() !== "", url.trim() !== ""];
  const isUpload = kind === "image" || kind === "file";
  return {
    ...(title.trim() === "" && { title: "field.required" as const }),
    ...(kind === "text" && !hasText && { text: "field.required" as const }),
    // Advisors get the words as they are: a variable would reach customers in its braces.
    ...(text.includes("{{") && { text: "field.variables" as const }),
    ...(kind === "miniprogram" && !hasUrl && { url: "field.required" as const }),
    ...(kind === "miniprogram" && appId.trim() === "" && { appId: "field.required" as const }),
    ...(kind === "link" && !isWebAddress(url) && { url: "field.url" as const }),
    ...(hasCover(kind) &&
      cover.trim() !== "" &&
      !isOwnFile(cover) &&
      !isWebAddress(cover) && { cover: "field.file" as const }),
    ...(isUpload && !isOwnFile(url) && !isWebAddress(url) && { url: "field.file" as const }),
  };
}

/** The draft as it is sent: only what its kind has. */
export function writeItem(draft: ItemDraft, variantOf: string | undefined): LibraryBody {
  const { kind, visibility, url, appId, cover } = draft;
  return {
    kind,
    title: draft.title.trim(),
    text: draft.text.trim(),
    folder: draft.folder.trim(),
    visibility,
    ...(kind !== "text" && { url: url.trim() }),
    ...(kind === "miniprogram" && { appId: appId.trim() }),
    ...(hasCover(kind) && cover.trim() !== "" && { cover: cover.trim() }),
    ...(variantOf !== undefined && { variantOf }),
  };
}

/** Kinds that customers see as a card. */
export const hasCover = (kind: LibraryItem["kind"]): boolean => kind === "link" || kind === "miniprogram";

function isWebAddress(text: string): boolean {
  try {
    return ["https:", "http:"].includes(new URL(text.trim()).protocol);
  } catch {
    return false;
  }
}
