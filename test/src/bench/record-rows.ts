import type { Store } from "@sopflow/engine";
import type { WrittenRows } from "./floor-rows.js";

/** A store that keeps what it is told to write, as the text that ends up in its rows. */
export function recordRows(store: Store, rows: WrittenRows[]): Store {
  return {
    ...store,
    log: {
      ...store.log,
      append(entries) {
        rows.push({ kind: "append", entries: entries.map((e) => ({ ...e, body: JSON.stringify(e.body) })) });
        return store.log.append(entries);
      },
    },
    commit(batch) {
      rows.push({
        kind: "commit",
        customers: batch.customers.map(({ customer, expectedVersion, wakeAt }) => ({
          id: customer.id,
          isNew: expectedVersion === 0,
          version: customer.version,
          wakeAt,
          name: customer.name ?? null,
          advisorId: customer.advisorId ?? null,
          tier: customer.tier ?? null,
          status: customer.status,
          doc: JSON.stringify(customer),
        })),
        newTasks: batch.newTasks.map((task) => ({ ...task, doc: JSON.stringify(task) })),
        closes: batch.taskCloses.map((close) => ({ ...close, doc: JSON.stringify(close) })),
        enrollments: batch.enrollments,
        trace: linesOf(batch.trace),
        counters: batch.counters,
        append: batch.append.map((e) => ({ ...e, body: JSON.stringify(e.body) })),
        cursor: batch.cursor?.seq,
      });
      return store.commit(batch);
    },
  };
}

function linesOf(trace: Parameters<Store["commit"]>[0]["trace"]) {
  const inputs = new Map<string, { customerId: string; seq: number; lines: unknown[] }>();
  for (const { customerId, seq, ...line } of trace) {
    const key = `${customerId}/${seq}`;
    const input = inputs.get(key) ?? { customerId, seq, lines: [] };
    inputs.set(key, input);
    input.lines.push(Object.values(line));
  }
  return [...inputs.values()].map(({ customerId, seq, lines }) => ({ customerId, seq, lines: JSON.stringify(lines) }));
}
