import type { Connection } from "./connection.js";

/** Deletes the oldest entries, as far as they are consumed, then dedupe keys whose time is over; at most `limit` rows together. */
export function prepareTrim(connection: Connection): (before: number, limit: number, now: number) => number {
  const consumed = connection.prepare<{ seq: number | null }>("SELECT min(seq) AS seq FROM cursors");
  // The first that must stay: a call costs what it deletes, without an index on the time of reception.
  const firstToStay = connection.prepare<{ seq: number }>(
    "SELECT seq FROM log WHERE received >= ? ORDER BY seq LIMIT 1",
  );
  const entries = connection.prepare(
    "DELETE FROM log WHERE seq IN (SELECT seq FROM log WHERE seq <= ? ORDER BY seq LIMIT ?)",
  );
  const keys = connection.prepare(
    "DELETE FROM dedupe WHERE key IN (SELECT key FROM dedupe WHERE until <= ? ORDER BY until LIMIT ?)",
  );
  return (before, limit, now) => {
    const upTo = Math.min(consumed.get()?.seq ?? 0, (firstToStay.get(before)?.seq ?? Number.MAX_SAFE_INTEGER) - 1);
    const gone = entries.run(upTo, limit).changes;
    return gone + keys.run(now, limit - gone).changes;
  };
}
