import { type CommitBatch, ConflictError, type NewLogEntry, type Store } from "@sopflow/engine";
import fc from "fast-check";
import { expect, it } from "vitest";
import { batchOf, customerOf, enrollmentOf, entryOf, T0, taskOf } from "./fixtures.js";
import { ModelStore } from "./model-store.js";
import type { HarnessFactory } from "./store-harness.js";

type Step = { readonly append: NewLogEntry[] } | { readonly commit: CommitBatch } | { readonly crash: true };

// Few names, so that steps meet each other.
const small = fc.integer({ min: 0, max: 4 });
const customerId = small.map((n) => `c${n}`);

const entry = fc.record({ n: small, key: small, customerId, received: small, until: fc.option(small) }).map((one) =>
  entryOf(`${one.n}`, {
    customerId: one.customerId,
    received: T0 + one.received,
    dedupe: [
      { key: `k${one.n}`, ...(one.until === null ? {} : { until: T0 + one.until }) },
      ...(one.key < 3 ? [{ key: `k${one.key}` }] : []),
    ],
  }),
);

const customerWrite = fc
  .record({ id: customerId, expectedVersion: fc.integer({ min: 0, max: 2 }), wakeAt: fc.option(small) })
  .map(({ id, expectedVersion, wakeAt }) => ({
    customer: customerOf(id, { version: expectedVersion + 1, ...(wakeAt === 0 ? {} : { advisorId: `a${wakeAt}` }) }),
    expectedVersion,
    wakeAt: wakeAt === null ? null : T0 + wakeAt,
  }));

const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 });

const batch = fc
  .record({
    cursor: small.map((seq) => ({ consumer: "worker", seq })),
    customers: few(customerWrite),
    newTasks: few(
      fc
        .record({ n: small, customerId, due: small })
        .map(({ n, due, ...rest }) => taskOf(`t${n}`, { ...rest, dueAt: due })),
    ),
    taskCloses: few(
      fc.record({ n: small, state: fc.constantFrom("done", "expired"), at: small }).map(({ n, state, at }) => ({
        taskId: `t${n}`,
        state,
        at,
      })),
    ),
    enrollments: few(
      fc
        .record({ n: small, customerId, node: small, state: fc.constantFrom("active", "closing", "ended") })
        .map(({ n, node, ...rest }) => enrollmentOf(`e${n}`, { ...rest, nodeId: `n${node}` })),
    ),
    counters: few(
      fc
        .record({ node: small, add: small })
        .map(({ node, add }) => ({ flowId: "welcome", version: 1, nodeId: `n${node}`, metric: "m", key: "", add })),
    ),
    append: few(entry),
    erase: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: few(customerId) }),
  })
  .map(batchOf);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: few(entry).map((append) => ({ append })) },
  { weight: 8, arbitrary: batch.map((commit) => ({ commit })) },
  { weight: 1, arbitrary: fc.constant({ crash: true } as const) },
);

export function modelContract(create: HarnessFactory): void {
  it("reads like a model of arrays and maps after any steps, crashes between them included", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const harness = await create();
        try {
          const model = new ModelStore();
          let store = await harness.open();
          for (const one of steps) {
            if ("append" in one) {
              const results = await store.log.append(one.append);
              expect(results.map(({ status }) => status)).toEqual(one.append.map((each) => model.append(each)));
            } else if ("commit" in one) {
              expect(await commits(store, one.commit)).toBe(model.commit(one.commit));
            } else {
              store = await harness.openAfterCrash();
            }
          }
          await expectAlike(store, model);
        } finally {
          await harness.dispose();
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);
}

async function commits(store: Store, wanted: CommitBatch): Promise<boolean> {
  try {
    await store.commit(wanted);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

async function expectAlike(store: Store, model: ModelStore): Promise<void> {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  const log = await store.log.read(0, 1_000);
  expect(log.map(({ seq, id, customerId: customer }) => ({ seq, id, customerId: customer }))).toEqual(model.log);
  expect(await store.log.lastSeq()).toBe(model.log.length);
  expect(await store.log.cursor("worker")).toBe(model.cursor);

  const customers = [...model.customers.values()].map(({ customer }) => customer).sort(byId);
  const ids = await store.customers.pageIds("", 1_000);
  expect(ids).toEqual(customers.map(({ id }) => id));
  expect([...(await store.customers.load(ids)).values()].sort(byId)).toEqual(customers);
  const due = [...model.customers.values()]
    .flatMap(({ customer, wakeAt }) => (wakeAt === null || wakeAt > T0 + 2 ? [] : [{ id: customer.id, wakeAt }]))
    .sort((a, b) => a.wakeAt - b.wakeAt || byId(a, b));
  expect(await store.customers.due(T0 + 2, 1_000)).toEqual(due);

  const tasks = [...model.tasks.values()].sort((a, b) => a.dueAt - b.dueAt || byId(a, b));
  expect(await store.tasks.query({ limit: 1_000 })).toEqual(tasks);
  expect(await store.tasks.count({ states: ["open"] })).toBe(tasks.filter(({ state }) => state === "open").length);

  const rows = [...model.enrollments].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  expect(await store.readSide.enrollments({ flowId: "welcome", limit: 1_000 })).toEqual(rows);
  const standing = (await store.readSide.standing("welcome")).reduce((sum, { count }) => sum + count, 0);
  expect(standing).toBe(rows.filter(({ state }) => state !== "ended").length);
  const counters = (await store.readSide.counters("welcome")).map(({ nodeId, add }) => [nodeId, add]);
  expect(counters).toEqual([...model.counters].sort(([a], [b]) => (a < b ? -1 : 1)));
}
