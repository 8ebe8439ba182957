import type { CounterDelta, ReadSideStore } from "../port.js";
import type { Data } from "./data.js";
import { keyOf } from "./documents.js";
import type { Draft } from "./draft.js";
import { createEnrollmentReads } from "./enrollments.js";
import { readAlerts, readNotifications } from "./notices.js";
import { readStepTrace, readTrace } from "./trace.js";
import { createTraceTrim } from "./trim-trace.js";

/** Adds to counters. The journal holds the sums, so that making them twice adds nothing. */
export async function count(draft: Draft, deltas: readonly CounterDelta[]): Promise<void> {
  const keyed = deltas.map((delta) => ({
    ...delta,
    _id: keyOf(delta.flowId, delta.version, delta.nodeId, delta.metric, delta.key),
  }));
  await draft.load(
    "counters",
    keyed.map(({ _id }) => _id),
  );
  for (const { add, ...counter } of keyed) {
    draft.put("counters", { ...counter, total: (draft.get("counters", counter._id)?.total ?? 0) + add });
  }
}

export function createReadSide(data: Data): ReadSideStore {
  return {
    async counters(flowId, version) {
      const filter = { flowId, ...(version === undefined ? {} : { version }) };
      const sort = { version: 1, nodeId: 1, metric: 1, key: 1 } as const;
      const rows = await data.read(() => data.connection.find("counters", filter, { sort }));
      return rows.map(({ _id, total, ...counter }) => ({ ...counter, add: total }));
    },
    ...createEnrollmentReads(data),
    trace: (customerId, { before, limit }) => readTrace(data, customerId, before, limit),
    stepTrace: (query) => readStepTrace(data, query),
    trimTrace: createTraceTrim(data),
    notifications: ({ to, limit }) => readNotifications(data, to, limit),
    alerts: (limit) => readAlerts(data, limit),
  };
}
