import type { DedupeKey, NewLogEntry } from "../port.js";
import type { SqlValue } from "./connection.js";

/**
 * Log entries as plain values one behind the other: ten of each entry, then its keys, two values each: another thread
 * is given many values sooner than many objects with their names.
 */
export type PackedEntries = readonly SqlValue[];

/** Values of an entry before its keys. */
const FIXED = 10;

export function packEntries(entries: readonly NewLogEntry[]): PackedEntries {
  const packed: SqlValue[] = [];
  for (const entry of entries) {
    const { kind, customerId = null, id, at, received, type, source, history, body, dedupe } = entry;
    packed.push(kind, customerId, id, at, received, type, source, history ? 1 : null, JSON.stringify(body));
    packed.push(dedupe.length);
    for (const { key, until = null } of dedupe) packed.push(key, until);
  }
  return packed;
}

/** An entry's columns, in the order in which they were packed. */
export type EntryColumns = readonly SqlValue[];

/** Gives each entry to `take`, in order. */
export function unpackEntries(
  packed: PackedEntries,
  take: (columns: EntryColumns, received: number, dedupe: readonly DedupeKey[]) => void,
): void {
  for (let i = 0; i < packed.length; ) {
    const columns = packed.slice(i, i + FIXED - 1);
    const keys = Number(packed[i + FIXED - 1]);
    const received = Number(packed[i + 4]);
    i += FIXED;
    const dedupe: DedupeKey[] = [];
    for (let n = 0; n < keys; n++, i += 2) {
      const until = packed[i + 1];
      dedupe.push({ key: String(packed[i]), ...(typeof until === "number" ? { until } : {}) });
    }
    take(columns, received, dedupe);
  }
}
