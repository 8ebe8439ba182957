import { partitionOf } from "../../core/journey/partition.js";
import type { DedupeKey } from "../port.js";
import type { Connection } from "./connection.js";
import { type PackedEntries, unpackEntries } from "./pack-entries.js";

/** Appends entries in order; the position of each, 0 = it is a duplicate. To be called inside a write. */
export type AppendEntries = (entries: PackedEntries) => number[];

export function prepareAppend(connection: Connection): AppendEntries {
  const insert = connection.prepare(
    `INSERT INTO log (kind, customer_id, id, at, received, type, source, history, body, partition)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const take = prepareTake(connection);
  return (entries) => {
    const positions: number[] = [];
    unpackEntries(entries, (columns, received, dedupe) => {
      if (!take(dedupe, received)) {
        positions.push(0);
        return;
      }
      const customerId = columns[1];
      const partition = typeof customerId === "string" ? partitionOf(customerId) : 0;
      positions.push(Number(insert.run(...columns, partition).lastInsertRowid));
    });
    return positions;
  };
}

/** Takes all keys, or none when one of them still holds at `received`. */
function prepareTake(connection: Connection): (keys: readonly DedupeKey[], received: number) => boolean {
  const takeOne = connection.prepare(
    `INSERT INTO dedupe (key, until) VALUES (?, ?)
     ON CONFLICT (key) DO UPDATE SET until = excluded.until WHERE dedupe.until <= ?`,
  );
  const holds = connection.prepare("SELECT 1 FROM dedupe WHERE key = ? AND (until IS NULL OR until > ?)");
  const take = connection.prepare("INSERT OR REPLACE INTO dedupe (key, until) VALUES (?, ?)");
  return (keys, received) => {
    const [first] = keys;
    if (first === undefined) return true;
    // Most entries have one key, and then the insert is the question too.
    if (keys.length === 1) return takeOne.run(first.key, first.until ?? null, received).changes === 1;
    for (const { key } of keys) if (holds.get(key, received)) return false;
    for (const { key, until } of keys) take.run(key, until ?? null);
    return true;
  };
}
