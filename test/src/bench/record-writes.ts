import { DatabaseSync } from "@photostructure/sqlite";
import { openSqliteStore } from "@sopflow/engine";
import { startCpu } from "./figures.js";

/** A statement that wrote, with its values; `BEGIN IMMEDIATE` and `COMMIT` among them. */
export type Write = readonly [sql: string, values: readonly (string | number | null)[]];

/**
 * The floor: the same statements with the same values in the same transactions, by the bare driver, each transaction
 * durable before the next begins, with nothing read, parsed, checked or decided.
 */
export function replayWrites(file: string, writes: readonly Write[]) {
  void openSqliteStore({ file }).close();
  const db = new DatabaseSync(file);
  db.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000; PRAGMA cache_size = -65536",
  );
  const statements = new Map(writes.map(([sql]) => [sql, db.prepare(sql)]));
  const cpu = startCpu();
  const startMs = performance.now();
  for (const [sql, values] of writes) statements.get(sql)?.run(...values);
  const seconds = (performance.now() - startMs) / 1_000;
  const cpuSeconds = cpu();
  db.close();
  return { seconds, cpuSeconds };
}
