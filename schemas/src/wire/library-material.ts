import type { Material } from "../flow/material.js";
import type { LibraryItem } from "./desk.js";

/** An item of the library as flows and the side bar send it; undefined for words, which are no material. */
export function materialOf({
  kind,
  title,
  url,
  appId,
  cover,
}: Pick<LibraryItem, "kind" | "title" | "url" | "appId" | "cover">): Material | undefined {
  if (kind === "text" || url === undefined) return undefined;
  return {
    kind: kind === "file" && url.endsWith(".mp4") ? "video" : kind,
    title,
    url,
    ...(appId !== undefined && { appId }),
    ...(cover !== undefined && { cover }),
  };
}
