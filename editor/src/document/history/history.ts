/**
 * Undo and redo of one document.
 *
 * Owns the list of what was done and undone, as patches with their inverses. Does not own the document: it hands out
 * patches, the document applies them. Selection, viewport and run state are no part of it.
 *
 * H1. Applying an entry's `inverse` after its `patches` gives the document before it; only the order of keys may differ.
 * H2. A new edit empties what was undone.
 * H3. Edits of the same group join one entry while they follow each other within `GROUP_WINDOW_MS` and nothing (an
 *     edit of another group, an undo, a mark, `seal`) came between. Typing is one entry, not one per key.
 * H4. A mark names a place between entries. Squashing to it makes one entry of all that followed (a drag); bailing to
 *     it takes them back without a redo (Escape during a drag).
 * H5. At most `MAX_ENTRIES` are kept; a mark older than what is kept squashes or bails as far as there is something.
 */
import type { Patch } from "immer";
import type { EditName } from "../edit-command.js";

export interface HistoryEntry {
  readonly serial: number;
  readonly name: EditName;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
  readonly group?: string;
  /** When its last edit was made, ms. */
  readonly at: number;
}

export interface History {
  readonly done: readonly HistoryEntry[];
  readonly undone: readonly HistoryEntry[];
  /** The next edit starts an entry of its own, whatever its group. */
  readonly sealed: boolean;
  readonly nextSerial: number;
}

/** A place between entries: the serial of the entry before it. */
export type Mark = number & { readonly __mark: true };

/** Longest pause within one run of typing. */
export const GROUP_WINDOW_MS = 1_000;
export const MAX_ENTRIES = 200;

export const EMPTY_HISTORY: History = { done: [], undone: [], sealed: true, nextSerial: 1 };

type Edit = Omit<HistoryEntry, "serial">;

/** Adds an edit; H2, H3. */
export function record(history: History, edit: Edit): History {
  const last = history.done.at(-1);
  if (last !== undefined && joins(history, last, edit)) {
    return { ...history, done: [...history.done.slice(0, -1), join(last, edit)], undone: [], sealed: false };
  }
  const entry = { ...edit, serial: history.nextSerial };
  return {
    done: [...history.done, entry].slice(-MAX_ENTRIES),
    undone: [],
    sealed: false,
    nextSerial: history.nextSerial + 1,
  };
}

function joins(history: History, last: HistoryEntry, edit: Edit): boolean {
  if (history.sealed || edit.group === undefined || edit.group !== last.group) return false;
  return edit.at - last.at <= GROUP_WINDOW_MS;
}

/** Ends a run of typing: the next edit is undone on its own. */
export const seal = (history: History): History => ({ ...history, sealed: true });

/** The entry to take back, and the history once it is. */
export function undoStep(history: History): { entry: HistoryEntry; history: History } | undefined {
  const entry = history.done.at(-1);
  if (entry === undefined) return undefined;
  const next = { ...history, done: history.done.slice(0, -1), undone: [...history.undone, entry], sealed: true };
  return { entry, history: next };
}

/** The entry to do again, and the history once it is. */
export function redoStep(history: History): { entry: HistoryEntry; history: History } | undefined {
  const entry = history.undone.at(-1);
  if (entry === undefined) return undefined;
  const next = { ...history, done: [...history.done, entry], undone: history.undone.slice(0, -1), sealed: true };
  return { entry, history: next };
}

/** The place after the last entry. The caller seals, so that later edits do not join what stands before it. */
export const markOf = (history: History): Mark => (history.done.at(-1)?.serial ?? 0) as Mark; // the brand's only maker

/** Everything after the mark as one entry; H4. */
export function squash(history: History, mark: Mark, name?: EditName): History {
  const kept = history.done.filter((entry) => entry.serial <= mark);
  const [first, ...rest] = history.done.slice(kept.length);
  if (first === undefined) return seal(history);
  const joined = rest.reduce<HistoryEntry>(join, first);
  const { group: _done, ...entry } = joined;
  return seal({ ...history, done: [...kept, { ...entry, name: name ?? first.name }] });
}

/** The patches that take back everything after the mark, and the history without it; H4. */
export function bail(history: History, mark: Mark): { inverse: readonly Patch[]; history: History } {
  const kept = history.done.filter((entry) => entry.serial <= mark);
  const dropped = history.done.slice(kept.length).reverse();
  return { inverse: dropped.flatMap((entry) => entry.inverse), history: seal({ ...history, done: kept }) };
}

function join(first: HistoryEntry, second: Edit): HistoryEntry {
  const { patches, inverse, at } = second;
  // Typing replaces one place again and again: the last text and the first inverse say it all.
  if (replacesSame(first.patches, patches)) return { ...first, patches, at };
  return { ...first, at, patches: [...first.patches, ...patches], inverse: [...inverse, ...first.inverse] };
}

function replacesSame(first: readonly Patch[], second: readonly Patch[]): boolean {
  if (first.length !== second.length) return false;
  return first.every((patch, i) => {
    const other = second[i];
    return patch.op === "replace" && other?.op === "replace" && patch.path.join("/") === other.path.join("/");
  });
}
