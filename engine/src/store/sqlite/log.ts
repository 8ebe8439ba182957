import type { LogEntry, LogStore } from "../port.js";
import type { Connection } from "./connection.js";
import { prepareTrim } from "./trim-log.js";
import type { Writer } from "./writer.js";

interface LogRow {
  seq: number;
  kind: LogEntry["kind"];
  customer_id: string | null;
  partition: number;
  id: string;
  at: number;
  received: number;
  type: string;
  source: string;
  history: number | null;
  body: string;
}

export function createLog(connection: Connection, writer: Writer): LogStore {
  const read = connection.prepare<LogRow>("SELECT * FROM log WHERE seq > ? ORDER BY seq LIMIT ?");
  const lastSeq = connection.prepare<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'log'");
  const cursor = connection.prepare<{ seq: number }>("SELECT seq FROM cursors WHERE consumer = ?");
  const byCustomer = connection.prepare<LogRow>(
    "SELECT * FROM log WHERE customer_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
  );
  const trim = prepareTrim(connection);
  return {
    async append(entries) {
      if (entries.length === 0) return [];
      const results = await writer.append(entries);
      await connection.durable();
      return results;
    },
    read: async (after, limit) => read.all(after, limit).map(toEntry),
    lastSeq: async () => lastSeq.get()?.seq ?? 0,
    cursor: async (consumer) => cursor.get(consumer)?.seq ?? 0,
    byCustomer: async (customerId, page) =>
      byCustomer.all(customerId, page.before ?? Number.MAX_SAFE_INTEGER, page.limit).map(toEntry),
    trim: async (before, limit, now = before) => connection.write(() => trim(before, limit, now)),
  };
}

function toEntry(row: LogRow): LogEntry {
  return {
    seq: row.seq,
    kind: row.kind,
    ...(row.customer_id === null ? {} : { customerId: row.customer_id }),
    partition: row.partition,
    id: row.id,
    at: row.at,
    received: row.received,
    type: row.type,
    source: row.source,
    body: JSON.parse(row.body),
    ...(row.history === null ? {} : { history: true }),
  };
}
