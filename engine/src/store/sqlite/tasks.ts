import type { Task } from "@sopflow/schemas";
import type { TaskQuery, TaskStore } from "../port.js";
import type { Connection, SqlValue } from "./connection.js";

interface DocRow {
  doc: string;
}

export function createTasks(connection: Connection): TaskStore {
  const get = connection.prepare<DocRow>("SELECT doc FROM tasks WHERE id = ?");
  const among = connection.prepare<DocRow>("SELECT doc FROM tasks WHERE id IN (SELECT value FROM json_each(?))");
  const place = connection.prepare<{ dueAt: number }>("SELECT due_at AS dueAt FROM tasks WHERE id = ?");
  // Jumps from advisor to advisor in the index, so that closed tasks are never counted over.
  const open = connection.prepare<{ id: string; n: number }>(
    `WITH RECURSIVE advisors (id) AS (
       SELECT min(advisor_id) FROM tasks
       UNION ALL SELECT (SELECT min(advisor_id) FROM tasks WHERE advisor_id > advisors.id) FROM advisors WHERE id IS NOT NULL
     )
     SELECT id, (SELECT count(*) FROM tasks WHERE advisor_id = advisors.id AND state = 'open') AS n
     FROM advisors WHERE id IS NOT NULL`,
  );
  const issued = connection.prepare<{ id: string; n: number }>(
    "SELECT advisor_id AS id, count(*) AS n FROM tasks WHERE issued_at >= ? AND advisor_id IS NOT NULL GROUP BY advisor_id",
  );
  // Asked once at the start of the worker, over one day.
  const proactive = connection.prepare<{ id: string; n: number }>(
    `SELECT advisor_id AS id, count(*) AS n FROM tasks WHERE issued_at >= ? AND advisor_id IS NOT NULL
       AND state <> 'withdrawn' AND json_extract(doc, '$.scope') = 'customer' AND json_extract(doc, '$.purpose') <> 'reply'
       AND json_extract(doc, '$.channel') IN ('chat', 'phone')
       AND json_extract(doc, '$.sameVisit') IS NULL GROUP BY advisor_id`,
  );
  const byHour = (step: string) =>
    connection.prepare<Awaited<ReturnType<TaskStore["issuedByHour"]>>[number]>(
      `SELECT flow_id AS flowId, node_id AS nodeId, issued_at / 3600000 AS hour, count(*) AS count
       FROM tasks WHERE issued_at >= ? ${step} GROUP BY flow_id, node_id, hour`,
    );
  const ofAll = byHour("");
  const ofStep = byHour("AND flow_id = ? AND node_id = ?");
  // Of the index alone.
  const byNode = connection.prepare<Awaited<ReturnType<TaskStore["countByNode"]>>[number]>(
    "SELECT node_id AS nodeId, state, count(*) AS count FROM tasks WHERE flow_id = ? GROUP BY node_id, state",
  );
  return {
    async query(query) {
      const filter = toFilter(query);
      if (query.after !== undefined) {
        const dueAt = place.get(query.after)?.dueAt;
        if (dueAt === undefined) return [];
        filter.where.push(`(due_at, id) ${query.latestFirst ? "<" : ">"} (?, ?)`);
        filter.values.push(dueAt, query.after);
      }
      const order = query.latestFirst ? "due_at DESC, id DESC" : "due_at, id";
      const sql = `SELECT doc FROM tasks WHERE ${filter.where.join(" AND ")} ORDER BY ${order} LIMIT ?`;
      return connection
        .prepare<DocRow>(sql)
        .all(...filter.values, query.limit)
        .map(toTask);
    },
    async get(id) {
      const row = get.get(id);
      return row && toTask(row);
    },
    load: async (ids) => (ids.length === 0 ? [] : among.all(JSON.stringify(ids)).map(toTask)),
    async loads(since) {
      const loads = new Map<string, { open: number; issued: number }>();
      for (const { id, n } of open.all()) loads.set(id, { open: n, issued: 0 });
      for (const { id, n } of issued.all(since)) loads.set(id, { open: loads.get(id)?.open ?? 0, issued: n });
      for (const [id, load] of loads) if (load.open === 0 && load.issued === 0) loads.delete(id);
      return loads;
    },
    issuedByHour: async (since, step) =>
      (step ? ofStep.all(since, step.flowId, step.nodeId) : ofAll.all(since)).map((row) => ({ ...row })),
    proactive: async (since) => new Map(proactive.all(since).map(({ id, n }) => [id, n])),
    async count(query) {
      const filter = toFilter(query);
      const sql = `SELECT count(*) AS n FROM tasks WHERE ${filter.where.join(" AND ")}`;
      return connection.prepare<{ n: number }>(sql).get(...filter.values)?.n ?? 0;
    },
    countByNode: async (flowId) => byNode.all(flowId).map((row) => ({ ...row })),
  };
}

function toTask({ doc }: DocRow): Task {
  return JSON.parse(doc);
}

function toFilter(query: Omit<TaskQuery, "limit" | "after">): { where: string[]; values: SqlValue[] } {
  const where = ["1"];
  const values: SqlValue[] = [];
  const add = (condition: string, value: SqlValue | undefined) => {
    if (value === undefined) return;
    where.push(condition);
    values.push(value);
  };
  add("advisor_id = ?", query.advisorId);
  add("customer_id = ?", query.customerId);
  add("flow_id = ?", query.flowId);
  add("node_id = ?", query.nodeId);
  add("state IN (SELECT value FROM json_each(?))", query.states && JSON.stringify(query.states));
  add("due_at >= ?", query.dueFrom);
  add("due_at < ?", query.dueBefore);
  add("closed_at >= ?", query.closedFrom);
  add("closed_at < ?", query.closedBefore);
  return { where, values };
}
