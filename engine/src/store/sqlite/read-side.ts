import type { CounterDelta, ReadSideStore } from "../port.js";
import type { Connection, SqlValue } from "./connection.js";
import { createEnrollmentReads } from "./enrollments.js";
import { prepareNoticeReads } from "./notices.js";
import { prepareTraceRead } from "./trace.js";
import { prepareStepRead } from "./trace-steps.js";
import { prepareTraceTrim } from "./trim-trace.js";

export function createReadSide(connection: Connection): ReadSideStore {
  const counters = connection.prepare<CounterDelta>(
    `SELECT flow_id AS flowId, version, node_id AS nodeId, metric, key, total AS "add" FROM counters
     WHERE flow_id = ?1 AND (?2 IS NULL OR version = ?2) ORDER BY version, node_id, metric, key`,
  );
  const trace = prepareTraceRead(connection);
  const notices = prepareNoticeReads(connection);
  return {
    counters: async (flowId, version) => counters.all(flowId, version ?? null).map((row) => ({ ...row })),
    ...createEnrollmentReads(connection),
    trace: async (customerId, { before, limit }) => trace(customerId, before ?? Number.MAX_SAFE_INTEGER, limit),
    stepTrace: prepareStepRead(connection),
    trimTrace: prepareTraceTrim(connection),
    notifications: async ({ to, limit }) => notices.notifications(to, limit),
    alerts: async (limit) => notices.alerts(limit),
  };
}

/** Adds to one counter: flow, version, node, metric, key, by how much. To be called inside a write. */
export function prepareCount(connection: Connection): (...row: SqlValue[]) => void {
  const add = connection.prepare(
    `INSERT INTO counters (flow_id, version, node_id, metric, key, total) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (flow_id, version, node_id, metric, key) DO UPDATE SET total = total + excluded.total`,
  );
  return (...row) => {
    add.run(...row);
  };
}
