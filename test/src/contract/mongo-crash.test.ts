import { type CommitBatch, ConflictError, type Store, StoreBusyError, StoreError } from "@sopflow/engine";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { skipSuite } from "../skips.js";
import { batchOf, customerOf, enrollmentOf, entryOf, T0, taskOf, traceOf } from "./fixtures.js";
import { createMongoHarness, type MongoHarness } from "./mongo-harness.js";
import { type MongoServer, startMongoServer } from "./mongo-server.js";

const started = await startMongoServer();
if (typeof started === "string") skipSuite("A MongoDB store that is killed at any write", started);
else suite(started);

/** Ends a process at its n-th write from now: that one and all later ones do not reach the server. */
class Killer {
  #left = Number.POSITIVE_INFINITY;
  writes = 0;
  arm(nth: number) {
    this.#left = nth;
    this.writes = 0;
  }
  readonly beforeWrite = (): void => {
    this.writes++;
    this.#left--;
    if (this.#left <= 0) throw new Error("killed");
  };
}

/** What was there before: a task to close and to patch, a counter to add to, trace to merge with, people to erase and merge. */
const before = batchOf({
  customers: ["c1", "c2", "c3"].map((id) => ({ customer: customerOf(id), expectedVersion: 0, wakeAt: T0 })),
  newTasks: [taskOf("t1"), taskOf("t2"), taskOf("t3", { customerId: "c3" })],
  trace: [traceOf(1, 0), traceOf(1, 0, { customerId: "c3" })],
  counters: [{ flowId: "welcome", version: 1, nodeId: "n2", metric: "arrived", key: "", add: 2 }],
  append: [entryOf("old"), entryOf("theirs", { customerId: "c3" })],
  schedules: [{ id: "welcome/n9", flowId: "welcome", nodeId: "n9", version: 1 }],
});

/** Something of every kind, new and changed. */
const batch = batchOf({
  cursor: { consumer: "worker", seq: 2 },
  customers: [
    { customer: customerOf("c1", { version: 2, tags: ["新客"] }), expectedVersion: 1, wakeAt: null },
    { customer: customerOf("c4"), expectedVersion: 0, wakeAt: T0 + 1 },
  ],
  newTasks: [taskOf("t4"), taskOf("t2")],
  taskPatches: [{ taskId: "t2", advisorId: "bob", late: { outcome: "no", at: T0 } }],
  taskCloses: [{ taskId: "t1", state: "done", at: T0 }],
  enrollments: [enrollmentOf("e1"), enrollmentOf("e2", { customerId: "c4" })],
  trace: [traceOf(1, 1), traceOf(2, 0)],
  counters: [
    { flowId: "welcome", version: 1, nodeId: "n2", metric: "arrived", key: "", add: 1 },
    { flowId: "welcome", version: 1, nodeId: "n2", metric: "left", key: "out", add: 1 },
  ],
  notifications: [
    { kind: "notify", id: "1", to: "lead", text: "看", customerId: "c1", flowId: "welcome", nodeId: "n3", at: T0 },
  ],
  alerts: [{ kind: "alert", code: "loop", at: T0, customerId: "c1" }],
  append: [entryOf("new", { dedupe: [{ key: "a" }, { key: "b", until: T0 + 5 }] }), entryOf("old")],
  schedules: [
    { id: "welcome/n9", flowId: "welcome", nodeId: "n9", version: 1, deleted: true },
    { id: "welcome/n1", flowId: "welcome", nodeId: "n1", version: 1, nextAt: T0 },
  ],
  rebind: [{ from: "c2", to: "c1" }],
  erase: ["c3"],
});

async function prepare(harness: MongoHarness): Promise<Store> {
  const store = await harness.open();
  await store.customers.bindIdentities([
    { idType: "phone", value: "2", customerId: "c2" },
    { idType: "phone", value: "3", customerId: "c3" },
  ]);
  await store.commit(before);
  return store;
}

async function readAll(store: Store) {
  const people = ["c1", "c2", "c3", "c4"];
  return {
    cursor: await store.log.cursor("worker"),
    log: await store.log.read(0, 100),
    customers: [...(await store.customers.load(people)).values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    due: await store.customers.due(T0 + 1_000, 100),
    tasks: await store.tasks.query({ limit: 100 }),
    enrollments: await store.readSide.enrollments({ flowId: "welcome", limit: 100 }),
    trace: await Promise.all(people.map((id) => store.readSide.trace(id, { limit: 100 }))),
    counters: await store.readSide.counters("welcome"),
    notifications: await store.readSide.notifications({ limit: 100 }),
    alerts: await store.readSide.alerts(100),
    schedules: await store.schedules.list(),
    phones: await Promise.all(["2", "3"].map((value) => store.customers.resolve("phone", value))),
  };
}

function suite(server: MongoServer): void {
  const made: MongoHarness[] = [];
  const harnessOf = () => {
    const harness = createMongoHarness(server);
    made.push(harness);
    return harness;
  };
  afterEach(async () => {
    for (const harness of made.splice(0)) await harness.dispose();
  });
  afterAll(() => server.stop());

  /** Kills a process at every write of `work`, one after the other, and calls `check` with what a new one finds. */
  async function killAtEveryWrite(
    internals: { chunk?: number; partBytes?: number },
    work: (store: Store) => Promise<unknown>,
    check: (store: Store, nth: number) => Promise<boolean>,
  ): Promise<string> {
    let outcomes = "";
    for (let nth = 1; ; nth++) {
      const harness = harnessOf();
      await prepare(harness);
      await harness.endLease();
      const killer = new Killer();
      const store = await harness.openWith({ ...internals, beforeWrite: killer.beforeWrite });
      killer.arm(nth);
      const ended = await work(store).then(
        () => "whole",
        () => "killed",
      );
      if (ended === "whole") return outcomes;
      outcomes += (await check(await harness.openAfterCrash(), nth)) ? "1" : "0";
      await harness.dispose();
      made.pop();
    }
  }

  describe(`a store on MongoDB (${server.kind}) that is killed (10 · Lunogram, the side effect before the state)`, () => {
    it.each([
      ["with each document written on its own", { chunk: 1 }],
      ["with a journal in parts", { partBytes: 1_000 }],
    ])(
      "P2: at any write of a commit has written all of it or nothing, %s",
      async (_, internals) => {
        const plain = await prepare(harnessOf());
        const nothing = await readAll(plain);
        await plain.commit(batch);
        const all = await readAll(plain);
        expect(all).not.toEqual(nothing);

        const outcomes = await killAtEveryWrite(
          internals,
          (store) => store.commit(batch),
          async (store) => {
            const found = await readAll(store);
            const isAll = JSON.stringify(found) === JSON.stringify(all);
            if (!isAll) expect(found).toEqual(nothing);
            // And it can go on: what was not written is written now, what was is refused.
            await store.commit(batch).catch((error: unknown) => {
              if (!isAll || !(error instanceof ConflictError)) throw error;
            });
            expect(await readAll(store)).toEqual(all);
            return isAll;
          },
        );
        // Nothing up to the point of no return, everything from there.
        expect(outcomes).toMatch(/^0+1+$/);
      },
      300_000,
    );

    it("P1: at any write of an append has taken all entries or none, each with its keys", async () => {
      const entries = ["a", "b", "c"].map((id) => entryOf(id, { dedupe: [{ key: `1:${id}` }, { key: `2:${id}` }] }));
      const outcomes = await killAtEveryWrite(
        { chunk: 1 },
        (store) => store.log.append(entries),
        async (store) => {
          const isAll = (await store.log.read(2, 100)).length === 3;
          const results = await store.log.append(entries);
          expect(results.map(({ status }) => status)).toEqual(Array(3).fill(isAll ? "duplicate" : "accepted"));
          expect((await store.log.read(0, 100)).map(({ seq, id }) => `${seq} ${id}`)).toEqual([
            "1 old",
            "2 theirs",
            "3 a",
            "4 b",
            "5 c",
          ]);
          return isAll;
        },
      );
      expect(outcomes).toMatch(/^0+1+$/);
    }, 300_000);

    it("at any write of a rebuild keeps the old rows or has the new ones", async () => {
      async function* rows() {
        yield enrollmentOf("e8");
        yield enrollmentOf("e9");
      }
      const outcomes = await killAtEveryWrite(
        { chunk: 1 },
        async (store) => {
          await store.commit(batchOf({ enrollments: [enrollmentOf("e1"), enrollmentOf("e2")] }));
          await store.readSide.rebuildEnrollments(rows());
        },
        async (store) => {
          const ids = (await store.readSide.enrollments({ flowId: "welcome", limit: 9 })).map(({ id }) => id).join();
          expect(["", "e1,e2", "e8,e9"]).toContain(ids);
          return ids === "e8,e9";
        },
      );
      expect(outcomes).toMatch(/^0+1+$/);
    }, 300_000);
  });

  describe(`a store on MongoDB (${server.kind}) whose server fails for a while`, () => {
    it("finishes a write that had passed its point of no return, and says so to who repeats it", async () => {
      const harness = harnessOf();
      await prepare(harness);
      await harness.endLease();
      const killer = new Killer();
      const store = await harness.openWith({ chunk: 1, beforeWrite: killer.beforeWrite });
      killer.arm(5);
      await expect(store.commit(batch)).rejects.toThrow("killed");
      killer.arm(Number.POSITIVE_INFINITY);
      await store.commit(batch);
      expect((await store.customers.load(["c1"])).get("c1")?.version).toBe(2);
      // Another batch of the same content is another one.
      await expect(store.commit({ ...batch })).rejects.toThrow(ConflictError);
    });

    it("shows readers whole batches only, however many come meanwhile", async () => {
      const harness = harnessOf();
      const store = await harness.open();
      const version = (n: number): CommitBatch =>
        batchOf({
          customers: ["c1", "c2"].map((id) => ({
            customer: customerOf(id, { version: n }),
            expectedVersion: n - 1,
            wakeAt: null,
          })),
          newTasks: [taskOf(`t${n}`)],
        });
      const reads: Promise<void>[] = [];
      for (let n = 1; n <= 8; n++) {
        const commit = store.commit(version(n));
        for (let reader = 0; reader < 3; reader++) {
          reads.push(
            store.customers.load(["c1", "c2"]).then((people) => {
              expect(new Set([...people.values()].map((one) => one.version)).size).toBeLessThanOrEqual(1);
            }),
          );
        }
        await commit;
      }
      await Promise.all(reads);
    });
  });

  describe(`two stores on MongoDB (${server.kind})`, () => {
    it("cannot both be exclusive; one that only looks may come, and writes nothing", async () => {
      const harness = harnessOf();
      const first = await harness.openWith({ leaseMs: 1_000 });
      await expect(harness.openWith({ leaseMs: 1_000 })).rejects.toThrow(StoreBusyError);
      const { openMongoStore } = await import("@sopflow/engine");
      const beside = await openMongoStore({ url: harness.url, exclusive: false });
      await first.setMeta("from", "first");
      expect(await beside.getMeta("from")).toBe("first");
      await expect(beside.setMeta("from", "beside")).rejects.toThrow(StoreError);
      await expect(beside.log.append([entryOf("a")])).rejects.toThrow(StoreError);
      await beside.close();
      await first.close();
      await (await harness.openWith({ leaseMs: 1_000 })).setMeta("from", "second");
    });

    it("(9 · Parcelvoy, a lock that runs out) follow each other after a kill: the second waits for the lease, and the first writes nothing any more", async () => {
      const harness = harnessOf();
      const killer = new Killer();
      const first = await harness.openWith({ leaseMs: 1_000, beforeWrite: killer.beforeWrite });
      await first.setMeta("from", "first");
      killer.arm(1);
      const second = await harness.openWith({ leaseMs: 1_000 });
      killer.arm(Number.POSITIVE_INFINITY);
      await expect(first.setMeta("from", "a ghost")).rejects.toThrow(/another sopflow has taken over/);
      expect(await second.getMeta("from")).toBe("first");
    });
  });
}
