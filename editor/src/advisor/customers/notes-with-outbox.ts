import type { Note } from "@sopflow/schemas";
import { isUnsent, type OutboxEntry } from "../outbox/outbox-entry.js";

/** A note, and whether it is still on its way. */
export interface ShownNote extends Note {
  readonly isUnsent: boolean;
}

/** A customer's notes as they will be: what was just written is there, what was just removed is gone. */
export function notesWithOutbox(
  notes: readonly Note[],
  entries: readonly OutboxEntry[],
  customerId: string,
  by: string,
): ShownNote[] {
  const shown = new Map(notes.map((note): [string, ShownNote] => [note.id, { ...note, isUnsent: false }]));
  for (const entry of entries) {
    const { act, taskId: id, madeAt: at, state } = entry;
    if (entry.customerId !== customerId || state === "refused") continue;
    if (act.kind === "note.remove") shown.delete(id);
    if (act.kind !== "note" || shown.has(id)) continue;
    const text = act.body !== undefined && "text" in act.body ? String(act.body.text) : "";
    shown.set(id, { id, customerId, text, by, at, isUnsent: isUnsent(entry) });
  }
  return [...shown.values()].sort((a, b) => b.at - a.at);
}
