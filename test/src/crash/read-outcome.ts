import { FIRST_FLOWS } from "./crash-flows.js";
import { openAt } from "./open-at.js";

/**
 * Everything that a run has brought about, in an order of its own; without what only tells how often and in which
 * pieces it was written.
 */
export async function readOutcome(file: string) {
  const store = await openAt(file);
  try {
    const flowIds = FIRST_FLOWS.map((flow) => flow.id);
    const ids = await store.customers.pageIds("", 100_000);
    const customers = [...(await store.customers.load(ids)).values()].map(
      ({ version: _version, seq: _seq, sizeBytes: _size, recent: _recent, rate: _rate, ...rest }) => rest,
    );
    const perFlow = [];
    for (const flowId of flowIds) {
      perFlow.push({
        flowId,
        enrollments: await store.readSide.enrollments({ flowId, limit: 100_000 }),
        counters: await store.readSide.counters(flowId),
        standing: await store.readSide.standing(flowId),
      });
    }
    const trace = [];
    for (const id of ids) {
      const rows = await store.readSide.trace(id, { limit: 100_000 });
      trace.push(rows.map(({ seq: _seq, ordinal: _ordinal, ...row }) => JSON.stringify(row)).sort());
    }
    return {
      tasks: (await store.tasks.query({ limit: 100_000 })).sort((a, b) => (a.id < b.id ? -1 : 1)),
      perFlow,
      customers: customers.sort((a, b) => (a.id < b.id ? -1 : 1)),
      trace,
      notifications: (await store.readSide.notifications({ limit: 100_000 })).map((n) => n.id).sort(),
      // How far the engine was behind is no consequence of the events.
      alerts: (await store.readSide.alerts(1_000)).filter((alert) => alert.customerId !== ""),
    };
  } finally {
    await store.close();
  }
}
