import type { Reminder } from "@sopflow/schemas";
import type { OpenSheet } from "./task-sheets.js";

/** What stands over the pages; one at a time. */
export type Overlay =
  | { readonly kind: "task"; readonly sheet: OpenSheet }
  | { readonly kind: "promise"; readonly promise: Reminder }
  | { readonly kind: "library"; readonly use: (text: string) => void }
  | { readonly kind: "image"; readonly image: { readonly title: string; readonly url: string } };
