import type { NewRecord, RecordRow, RecordStore, RecordWrite } from "../port.js";
import type { Connection, SqlValue } from "./connection.js";

interface Stored {
  id: string;
  revision: number;
  owner: string | null;
  customerId: string | null;
  dueAt: number | null;
  doc: string;
}

const COLUMNS = "id, revision, owner, customer_id AS customerId, due_at AS dueAt, doc";

/** Adds one record unless it is there. To be called inside a write. */
export function prepareNewRecord(connection: Connection): (record: NewRecord) => void {
  const insert = connection.prepare(
    `INSERT INTO records (kind, id, revision, owner, customer_id, due_at, doc) VALUES (?, ?, 1, ?, ?, ?, ?)
     ON CONFLICT (kind, id) DO NOTHING`,
  );
  return ({ kind, id, doc, owner, customerId, dueAt }) => {
    insert.run(kind, id, owner ?? null, customerId ?? null, dueAt ?? null, JSON.stringify(doc));
  };
}

export function createRecords(connection: Connection): RecordStore {
  const find = connection.prepare<Stored>(`SELECT ${COLUMNS} FROM records WHERE kind = ? AND id = ?`);
  const among = connection.prepare<Stored>(
    `SELECT ${COLUMNS} FROM records WHERE kind = ? AND id IN (SELECT value FROM json_each(?))`,
  );
  const due = connection.prepare<Stored>(
    `SELECT ${COLUMNS} FROM records WHERE kind = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?`,
  );
  const revisionOf = connection.prepare<{ revision: number }>("SELECT revision FROM records WHERE kind = ? AND id = ?");
  const upsert = connection.prepare(
    `INSERT INTO records (kind, id, revision, owner, customer_id, due_at, doc) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET revision = excluded.revision, owner = excluded.owner,
       customer_id = excluded.customer_id, due_at = excluded.due_at, doc = excluded.doc`,
  );
  const remove = connection.prepare("DELETE FROM records WHERE kind = ? AND id = ?");
  const write = (kind: string, { id, doc, owner, customerId, dueAt, expected }: RecordWrite) => {
    const revision = revisionOf.get(kind, id)?.revision ?? 0;
    if (expected !== undefined && expected !== revision) return "conflict";
    if (doc === undefined) remove.run(kind, id);
    else upsert.run(kind, id, revision + 1, owner ?? null, customerId ?? null, dueAt ?? null, JSON.stringify(doc));
    return "written";
  };
  return {
    async get(kind, id) {
      const row = find.get(kind, id);
      return row && toRecord(row);
    },
    load: async (kind, ids) =>
      new Map(among.all(kind, JSON.stringify(ids)).map((row) => [row.id, toRecord(row)] as const)),
    put: async (kind, writes) =>
      writes.length === 0 ? [] : connection.write(() => writes.map((one) => write(kind, one))),
    due: async (kind, before, limit) => due.all(kind, before, limit).map(toRecord),
    async list(kind, { owner, customerId, afterId, limit }) {
      const where = ["kind = ?"];
      const values: SqlValue[] = [kind];
      const add = (condition: string, value: string | undefined) => {
        if (value === undefined) return;
        where.push(condition);
        values.push(value);
      };
      add("owner = ?", owner);
      add("customer_id = ?", customerId);
      add("id > ?", afterId);
      const sql = `SELECT ${COLUMNS} FROM records WHERE ${where.join(" AND ")} ORDER BY id LIMIT ?`;
      return connection
        .prepare<Stored>(sql)
        .all(...values, limit)
        .map(toRecord);
    },
    async count(kind, owner) {
      const sql = `SELECT count(*) AS n FROM records WHERE kind = ?${owner === undefined ? "" : " AND owner = ?"}`;
      return connection.prepare<{ n: number }>(sql).get(kind, ...(owner === undefined ? [] : [owner]))?.n ?? 0;
    },
  };
}

function toRecord({ id, revision, owner, customerId, dueAt, doc }: Stored): RecordRow {
  return {
    id,
    revision,
    doc: JSON.parse(doc),
    ...(owner === null ? {} : { owner }),
    ...(customerId === null ? {} : { customerId }),
    ...(dueAt === null ? {} : { dueAt }),
  };
}
