import { partitionOf } from "../../core/journey/partition.js";
import type { AppendResult, DedupeKey, NewLogEntry } from "../port.js";
import type { Connection } from "./connection.js";

/** Appends one entry unless it is a duplicate. To be called inside a write. */
export type AppendEntry = (entry: NewLogEntry) => AppendResult;

export function prepareAppend(connection: Connection): AppendEntry {
  const insert = connection.prepare(
    `INSERT INTO log (kind, customer_id, partition, id, at, received, type, source, history, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const take = prepareTake(connection);
  return (entry) => {
    if (!take(entry.dedupe, entry.received)) return { status: "duplicate" };
    const { lastInsertRowid } = insert.run(
      entry.kind,
      entry.customerId ?? null,
      entry.customerId === undefined ? 0 : partitionOf(entry.customerId),
      entry.id,
      entry.at,
      entry.received,
      entry.type,
      entry.source,
      entry.history ? 1 : null,
      JSON.stringify(entry.body),
    );
    return { status: "accepted", seq: Number(lastInsertRowid) };
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
