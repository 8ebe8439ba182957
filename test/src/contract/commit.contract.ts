import { ConflictError, type Store } from "@sopflow/engine";
import { describe, expect, it } from "vitest";
import { batchOf, customerOf, enrollmentOf, entryOf, T0, taskOf, traceOf } from "./fixtures.js";
import { freshStores, type HarnessFactory } from "./store-harness.js";

const notification = {
  kind: "notify",
  id: "notify-1",
  to: "lead",
  text: "看一下",
  customerId: "c1",
  flowId: "welcome",
  nodeId: "n3",
  at: T0,
} as const;
const alert = { kind: "alert", code: "loop", at: T0, customerId: "c1", flowId: "welcome" } as const;

/** Something of every kind, for customer c1. */
const everything = batchOf({
  cursor: { consumer: "worker", seq: 3 },
  customers: [{ customer: customerOf("c1"), expectedVersion: 0, wakeAt: T0 + 9 }],
  newTasks: [taskOf("t1")],
  enrollments: [enrollmentOf("e1")],
  trace: [traceOf(1, 0), traceOf(1, 1)],
  counters: [{ flowId: "welcome", version: 1, nodeId: "n2", metric: "arrived", key: "", add: 1 }],
  notifications: [notification],
  alerts: [alert],
  append: [entryOf("raised")],
  schedules: [{ id: "welcome/n1", flowId: "welcome", nodeId: "n1", version: 1, nextAt: T0 }],
});

/** Every read that `everything` shows in. */
async function readAll(store: Store) {
  return {
    cursor: await store.log.cursor("worker"),
    log: await store.log.read(0, 100),
    customers: [...(await store.customers.load(["c1", "c2"])).values()],
    due: await store.customers.due(T0 + 1_000, 100),
    tasks: await store.tasks.query({ limit: 100 }),
    enrollments: await store.readSide.enrollments({ flowId: "welcome", limit: 100 }),
    trace: await store.readSide.trace("c1", { limit: 100 }),
    counters: await store.readSide.counters("welcome"),
    notifications: await store.readSide.notifications({ limit: 100 }),
    alerts: await store.readSide.alerts(100),
    schedules: await store.schedules.list(),
  };
}

export function commitContract(create: HarnessFactory): void {
  const fresh = freshStores(create);

  describe("commit", () => {
    it("P2: writes all of a batch, durably", async () => {
      const harness = await fresh.harness();
      const store = await harness.open();
      await store.commit(everything);
      const written = await readAll(store);
      await store.durable();
      expect(written).toMatchObject({
        cursor: 3,
        log: [{ id: "raised", seq: 1 }],
        customers: everything.customers.map(({ customer }) => customer),
        due: [{ id: "c1", wakeAt: T0 + 9 }],
        tasks: everything.newTasks,
        enrollments: everything.enrollments,
        trace: everything.trace,
        counters: everything.counters,
        notifications: [notification],
        alerts: [alert],
        schedules: everything.schedules,
      });
      expect(await readAll(await harness.openAfterCrash())).toEqual(written);
      expect(await readAll(await harness.open())).toEqual(written);
    });

    it.each([
      ["a customer that should be new exists", 0, 1],
      ["a customer that should exist is missing", 1, 0],
      ["a customer has moved on", 1, 2],
      ["a customer is behind", 3, 2],
    ])("P2: refuses and leaves nothing behind when %s", async (_, expectedVersion, storedVersion) => {
      const store = await fresh.store();
      if (storedVersion > 0) {
        const stored = customerOf("c2", { version: storedVersion });
        await store.commit(batchOf({ customers: [{ customer: stored, expectedVersion: 0, wakeAt: null }] }));
      }
      const before = await readAll(store);
      const late = customerOf("c2", { version: expectedVersion + 1 });
      const batch = {
        ...everything,
        customers: [...everything.customers, { customer: late, expectedVersion, wakeAt: null }],
      };
      await expect(store.commit(batch)).rejects.toThrow(ConflictError);
      expect(await readAll(store)).toEqual(before);
      await store.commit(everything);
      expect(await readAll(store)).toMatchObject({ cursor: 3 });
    });

    it("P3: writes an effect once that comes twice, in two batches or in one", async () => {
      const store = await fresh.store();
      await store.commit(everything);
      const written = await readAll(store);
      const { customers: _, counters: __, ...effects } = everything;
      await store.commit(batchOf({ ...effects }));
      expect(await readAll(store)).toEqual(written);
      await store.commit(
        batchOf({ newTasks: [taskOf("t2"), taskOf("t2")], trace: [traceOf(2, 0), traceOf(2, 0), traceOf(1, 2)] }),
      );
      expect(await store.tasks.count({})).toBe(2);
      const places = (await store.readSide.trace("c1", { limit: 100 })).map(({ seq, ordinal }) => [seq, ordinal]);
      expect(places).toEqual([
        [2, 0],
        [1, 0],
        [1, 1],
        [1, 2],
      ]);
    });

    it("P3: does not reopen a closed task that is issued again", async () => {
      const store = await fresh.store();
      await store.commit(batchOf({ newTasks: [taskOf("t1")], taskCloses: [{ taskId: "t1", state: "done", at: T0 }] }));
      await store.commit(batchOf({ newTasks: [taskOf("t1")] }));
      expect(await store.tasks.get("t1")).toMatchObject({ state: "done", closedAt: T0 });
    });

    it("P4: leaves customers to the batches: appending to the log and binding identities writes none", async () => {
      const store = await fresh.store();
      await store.log.append([entryOf("a")]);
      await store.customers.bindIdentity("phone", "1", "c1");
      expect(await store.customers.load(["c1"])).toEqual(new Map());
      expect(await store.customers.count()).toBe(0);
    });

    it("takes the same customer twice when the versions follow each other", async () => {
      const store = await fresh.store();
      const write = (version: number) => ({
        customer: customerOf("c1", { version }),
        expectedVersion: version - 1,
        wakeAt: T0 + version,
      });
      await store.commit(batchOf({ customers: [write(1), write(2)] }));
      expect((await store.customers.load(["c1"])).get("c1")?.version).toBe(2);
      await expect(store.commit(batchOf({ customers: [write(3), write(3)] }))).rejects.toThrow(ConflictError);
      expect((await store.customers.load(["c1"])).get("c1")?.version).toBe(2);
    });

    it("takes an empty batch", async () => {
      const store = await fresh.store();
      await store.commit(batchOf({}));
      expect(await store.customers.count()).toBe(0);
    });
  });

  describe("erasing", () => {
    it("leaves nothing of a person anywhere, also of what the same batch writes", async () => {
      const store = await fresh.store();
      await store.log.append([entryOf("a"), entryOf("other", { customerId: "c2" })]);
      await store.customers.bindIdentity("phone", "1", "c1");
      await store.customers.bindIdentity("phone", "2", "c2");
      await store.commit(everything);
      const other = {
        customers: [{ customer: customerOf("c2"), expectedVersion: 0, wakeAt: T0 }],
        newTasks: [taskOf("t2", { customerId: "c2" }), taskOf("t3")],
        enrollments: [enrollmentOf("e2", { customerId: "c2" }), enrollmentOf("e3")],
        trace: [traceOf(5, 0, { customerId: "c2" }), traceOf(5, 0)],
        notifications: [{ ...notification, id: "notify-2", customerId: "c2" }],
        alerts: [{ ...alert, customerId: "c2" }],
      };
      await store.commit(batchOf({ ...other, erase: ["c1"] }));

      const left = await readAll(store);
      expect(JSON.stringify({ ...left, log: [] })).not.toContain('"c1"');
      expect(left).toMatchObject({
        customers: [{ id: "c2" }],
        due: [{ id: "c2" }],
        tasks: [{ id: "t2" }],
        enrollments: [{ id: "e2" }],
        trace: [],
        notifications: [{ id: "notify-2" }],
        alerts: [{ customerId: "c2" }],
      });
      expect(await store.readSide.trace("c2", { limit: 9 })).toHaveLength(1);
      expect(await store.customers.resolve("phone", "1")).toBeUndefined();
      expect(await store.customers.resolve("phone", "2")).toBe("c2");
      expect(await store.log.byCustomer("c1", { limit: 9 })).toEqual([]);
      expect(left.log.map(({ seq, customerId, body }) => [seq, customerId, Object.keys(body).length])).toEqual([
        [1, undefined, 0],
        [2, "c2", 2],
        [3, undefined, 0],
      ]);
      // Aggregates name nobody and stay; so do dedupe keys.
      expect(left.counters).toEqual(everything.counters);
      expect(await store.log.append([entryOf("a")])).toEqual([{ status: "duplicate" }]);
    });

    it("takes people that are not there", async () => {
      const store = await fresh.store();
      await store.commit(batchOf({ erase: ["nobody"] }));
      expect(await store.customers.count()).toBe(0);
    });
  });
}
