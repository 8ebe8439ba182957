import type { LibraryItem } from "@sopflow/schemas";
import { isUnsent, type OutboxEntry } from "../outbox/outbox-entry.js";

/** An item, and whether a change of it is still on its way. */
export interface ShownItem extends LibraryItem {
  readonly isUnsent?: boolean;
}

/** The library as it will be: own wordings saved and removed, favourites marked. */
export function libraryWithOutbox(
  items: readonly LibraryItem[],
  entries: readonly OutboxEntry[],
  userId: string,
): ShownItem[] {
  const shown = new Map(items.map((item): [string, ShownItem] => [item.id, item]));
  for (const entry of entries) {
    const { act, taskId: id, madeAt: updatedAt, state } = entry;
    if (state === "refused") continue;
    if (act.kind === "script.remove") shown.delete(id);
    const before = shown.get(id);
    if (act.kind === "like" && before) shown.set(id, { ...before, ...act.body });
    if (act.kind !== "script") continue;
    const fresh = { id, kind: "text", title: entry.title, text: "", folder: "", visibility: "own" } as const;
    const item = before ?? { ...fresh, by: userId, favourite: false, editable: true };
    shown.set(id, { ...item, ...act.body, updatedAt, isUnsent: isUnsent(entry) });
  }
  return [...shown.values()];
}
