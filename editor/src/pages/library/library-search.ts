import type { LibraryItem } from "@sopflow/schemas";
import { readText } from "../read-search.js";

/** In the order in which they are offered. */
export const KINDS = ["text", "image", "link", "miniprogram", "file"] as const satisfies readonly LibraryItem["kind"][];
export type Kind = (typeof KINDS)[number];

/** Filters of the library, as they stand in the address. */
export interface LibrarySearch {
  readonly q?: string;
  readonly kind?: Kind;
  readonly folder?: string;
  readonly mine?: "favourites";
}

export function readLibrarySearch(search: Record<string, unknown>): LibrarySearch {
  const q = readText(search.q);
  const folder = readText(search.folder);
  const kind = KINDS.find((choice) => choice === search.kind);
  return {
    ...(q !== undefined && { q }),
    ...(kind !== undefined && { kind }),
    ...(folder !== undefined && { folder }),
    ...(search.mine === "favourites" && { mine: "favourites" as const }),
  };
}
