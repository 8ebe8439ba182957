import type { EnrollmentRow, ReadSideStore } from "../port.js";
import type { Connection, SqlValue } from "./connection.js";

const COLUMNS = "customer_id, id, flow_id, version, node_id, state, entered_at, since, reason";

interface StoredRow {
  customer_id: string;
  id: string;
  flow_id: string;
  version: number;
  node_id: string;
  state: EnrollmentRow["state"];
  entered_at: number;
  since: number;
  reason: string | null;
}

type EnrollmentReads = Pick<ReadSideStore, "standing" | "enrollments" | "countEnrollments" | "rebuildEnrollments">;

/** A row's values in the order of the columns. */
export const enrollmentColumns = (row: EnrollmentRow): SqlValue[] => {
  const { customerId, id, flowId, version, nodeId, state, enteredAt, since, reason = null } = row;
  return [customerId, id, flowId, version, nodeId, state, enteredAt, since, reason];
};

/** Writes one row, new or moved. To be called inside a write. */
export function prepareEnrollmentWrite(
  connection: Connection,
  table: "enrollments" | "enrollments_next" = "enrollments",
): (...row: SqlValue[]) => void {
  const upsert = connection.prepare(
    `INSERT INTO ${table} (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (customer_id, id) DO UPDATE SET flow_id = excluded.flow_id, version = excluded.version,
       node_id = excluded.node_id, state = excluded.state, entered_at = excluded.entered_at, since = excluded.since,
       reason = excluded.reason`,
  );
  return (...row) => {
    upsert.run(...row);
  };
}

export function createEnrollmentReads(connection: Connection): EnrollmentReads {
  const standing = connection.prepare<Awaited<ReturnType<ReadSideStore["standing"]>>[number]>(
    `SELECT version, node_id AS nodeId, state, count(*) AS count FROM enrollments
     WHERE flow_id = ? AND state <> 'ended' GROUP BY version, node_id, state ORDER BY version, node_id, state`,
  );
  return {
    standing: async (flowId) => standing.all(flowId).map((row) => ({ ...row })),
    async enrollments({ limit, after, ...query }) {
      const { where, values } = toFilter(query);
      if (after !== undefined) {
        where.push("(customer_id, id) > (?, ?)");
        values.push(after.customerId, after.id);
      }
      const sql = `SELECT ${COLUMNS} FROM enrollments WHERE ${where.join(" AND ")} ORDER BY customer_id, id LIMIT ?`;
      return connection
        .prepare<StoredRow>(sql)
        .all(...values, limit)
        .map(toRow);
    },
    async countEnrollments(query) {
      const { where, values } = toFilter(query);
      const sql = `SELECT count(*) AS n FROM enrollments WHERE ${where.join(" AND ")}`;
      return connection.prepare<{ n: number }>(sql).get(...values)?.n ?? 0;
    },
    rebuildEnrollments: (rows) => rebuild(connection, rows),
  };
}

function toFilter({ flowId, version, nodeId, state }: Parameters<ReadSideStore["countEnrollments"]>[0]) {
  const where = ["flow_id = ?"];
  const values: SqlValue[] = [flowId];
  if (version !== undefined) {
    where.push("version = ?");
    values.push(version);
  }
  if (nodeId !== undefined) {
    where.push("node_id = ?");
    values.push(nodeId);
  }
  if (state === "waiting") {
    where.push("state = 'waiting'"); // as the index of those says it
  } else if (state !== undefined) {
    // The second half lets SQLite use the index of those who stand somewhere.
    where.push(state === "ended" ? "state = ?" : "state = ? AND state <> 'ended'");
    values.push(state);
  }
  return { where, values };
}

/** Rows taken in one transaction while a new table is filled. */
const REBUILD_CHUNK = 2_000;

/** Fills a second table piece by piece, since no transaction may stay open while the next rows are awaited; then swaps. */
async function rebuild(connection: Connection, rows: AsyncIterable<EnrollmentRow>): Promise<void> {
  connection.exec(
    `DROP TABLE IF EXISTS enrollments_next;
     CREATE TABLE enrollments_next AS SELECT ${COLUMNS} FROM enrollments WHERE 0;
     CREATE UNIQUE INDEX enrollments_next_key ON enrollments_next (customer_id, id)`,
  );
  const write = prepareEnrollmentWrite(connection, "enrollments_next");
  const flush = (chunk: readonly EnrollmentRow[]) =>
    connection.writeNow(() => {
      for (const row of chunk) write(...enrollmentColumns(row));
    });
  try {
    let chunk: EnrollmentRow[] = [];
    for await (const row of rows) {
      chunk.push(row);
      if (chunk.length < REBUILD_CHUNK) continue;
      flush(chunk);
      chunk = [];
    }
    flush(chunk);
    connection.writeNow(() =>
      connection.exec(
        `DELETE FROM enrollments;
         INSERT INTO enrollments (${COLUMNS}) SELECT ${COLUMNS} FROM enrollments_next ORDER BY customer_id, id`,
      ),
    );
  } finally {
    connection.exec("DROP TABLE IF EXISTS enrollments_next");
  }
}

function toRow(row: StoredRow): EnrollmentRow {
  return {
    id: row.id,
    customerId: row.customer_id,
    flowId: row.flow_id,
    version: row.version,
    nodeId: row.node_id,
    state: row.state,
    enteredAt: row.entered_at,
    since: row.since,
    ...(row.reason === null ? {} : { reason: row.reason }),
  };
}
