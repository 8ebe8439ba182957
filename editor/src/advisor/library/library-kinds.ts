import type { LibraryItem } from "@sopflow/schemas";

/** In the order of use. Not the schema's own list: that would bring every schema onto the phone. */
export const LIBRARY_KINDS = [
  "text",
  "image",
  "link",
  "miniprogram",
  "file",
] as const satisfies readonly LibraryItem["kind"][];
