import type { LogEntry, LogStore } from "../port.js";
import type { Data } from "./data.js";
import type { Documents } from "./documents.js";
import { type LogHead, noteLastSeq, readLastSeq } from "./log-head.js";

export function createLog(data: Data, head: LogHead): LogStore {
  const { connection } = data;
  return {
    async append(entries) {
      if (entries.length === 0) return [];
      let done = () => {};
      try {
        const results = await data.write(async (draft) => {
          const appended = await head.append(draft, entries);
          done = appended.done;
          return appended.results;
        });
        done();
        return results ?? [];
      } catch (error) {
        head.forget();
        throw error;
      }
    },
    read: async (after, limit) =>
      (await data.read(() => connection.find("log", { _id: { $gt: after } }, { sort: { _id: 1 }, limit }))).map(
        toEntry,
      ),
    lastSeq: () => data.read(() => readLastSeq(connection)),
    cursor: async (consumer) => (await data.read(() => connection.first("cursors", { _id: consumer })))?.seq ?? 0,
    async byCustomer(customerId, { limit, before }) {
      const filter = { customerId, ...(before === undefined ? {} : { _id: { $lt: before } }) };
      return (await data.read(() => connection.find("log", filter, { sort: { _id: -1 }, limit }))).map(toEntry);
    },
    trim: (before, limit, now = before) => data.alone(() => trim(data, before, limit, now)),
  };
}

/** Deletes the oldest entries, as far as they are consumed, then dedupe keys whose time is over. */
async function trim({ connection }: Data, before: number, limit: number, now: number): Promise<number> {
  const cursors = await connection.find("cursors", {});
  const consumed = cursors.length === 0 ? 0 : Math.min(...cursors.map(({ seq }) => seq));
  const firstToStay = await connection.first("log", { received: { $gte: before } }, { _id: 1 });
  const upTo = Math.min(consumed, (firstToStay?._id ?? Number.MAX_SAFE_INTEGER) - 1);
  const entries = await connection.find("log", { _id: { $lte: upTo } }, { sort: { _id: 1 }, limit });
  const newest = entries.at(-1)?._id;
  if (newest !== undefined) {
    await noteLastSeq(connection, await readLastSeq(connection));
    await connection.removeWhere("log", { _id: { $lte: newest } });
  }
  const left = limit - entries.length;
  const keys = await connection.find("dedupe", { until: { $lte: now } }, { sort: { until: 1 }, limit: left });
  await connection.apply({ name: "dedupe", put: [], remove: keys.map(({ _id }) => _id) });
  return entries.length + keys.length;
}

function toEntry(row: Documents["log"]): LogEntry {
  return {
    seq: row._id,
    kind: row.kind,
    ...(row.customerId == null ? {} : { customerId: row.customerId }),
    partition: row.partition,
    id: row.id,
    at: row.at,
    received: row.received,
    type: row.type,
    source: row.source,
    body: JSON.parse(row.body),
    ...(row.history ? { history: true } : {}),
  };
}
