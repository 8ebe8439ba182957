import type { Customer } from "@sopflow/schemas";
import { afterEach, describe, expect, it } from "vitest";
import { flowOf, sentTask } from "../core/journey/flows.testkit.js";
import { cst } from "../core/journey/journey.testkit.js";
import { type CommitBatch, type Store, StoreError } from "../store/index.js";
import { instantWaker, type Waker } from "./clock.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = cst("2026-03-02 10:00");
const greets = flowOf(
  "greets",
  [
    ["t", "trigger.event", { event: "friend.added", where: { all: [] } }],
    ["k", "task", sentTask()],
  ],
  ["t:out>k"],
);

let world: EngineWorld;
afterEach(() => world.dispose());

/** `commit` fails before or after it did its work, the first times it writes a customer. */
function failing(times: number, when: "before" | "after", seen: CommitBatch[] = []) {
  let left = times;
  return (store: Store): Store => ({
    ...store,
    async commit(batch) {
      const fails = batch.customers.length > 0 && left > 0;
      if (batch.customers.length > 0) seen.push(structuredClone(batch));
      if (fails) left -= 1;
      if (fails && when === "before") throw new StoreError("disk full");
      await store.commit(batch);
      if (fails) throw new StoreError("the answer was lost");
    },
  });
}

describe("trouble with the store", () => {
  it("repeats the same batch unchanged, waiting longer each time, until the store takes it", async () => {
    const seen: CommitBatch[] = [];
    const waits: number[] = [];
    const waker: Waker = { ...instantWaker, sleep: async (ms) => void waits.push(ms) };
    world = await EngineWorld.create({ now: T0, flows: [greets], wrap: failing(9, "before", seen), waker });
    await world.post("friend.added", "c1", { advisorId: "a1" });
    await world.engine.runUntilIdle();
    expect(waits).toEqual([50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(seen.length).toBe(10);
    for (const batch of seen) expect(batch).toEqual(seen[0]);
    expect((await world.tasks()).length).toBe(1);
  });

  it("does nothing twice when a commit was done and its answer lost", async () => {
    world = await EngineWorld.create({ now: T0, flows: [greets], wrap: failing(3, "after") });
    for (const id of ["c1", "c2"]) await world.post("friend.added", id, { advisorId: "a1" });
    await world.engine.runUntilIdle();
    expect((await world.tasks()).length).toBe(2);
    const entered = (await world.store.readSide.counters("greets")).find((c) => c.metric === "entered");
    expect(entered?.add).toBe(2);
    expect(await world.engine.health()).toMatchObject({ backlog: 0 });
  });

  it("goes on where it was when its first look at the store failed", async () => {
    world = await EngineWorld.create({ now: T0, flows: [greets] });
    await world.post("friend.added", "c1", { advisorId: "a1" });
    await world.engine.runUntilIdle();
    let isFirst = true;
    const wrap = (store: Store): Store => ({
      ...store,
      log: {
        ...store.log,
        cursor: async (consumer) => {
          if (isFirst) {
            isFirst = false;
            throw new StoreError("not there yet");
          }
          return store.log.cursor(consumer);
        },
      },
    });
    const before = await world.customer("c1");
    await world.restart(wrap);
    await world.post("friend.added", "c2", { advisorId: "a1" });
    await expect(world.engine.runUntilIdle()).rejects.toThrow("not there yet");
    await world.engine.runUntilIdle();
    expect((await world.tasks()).length).toBe(2);
    expect(await world.customer("c1")).toEqual(before);
  });

  it("plans anew when somebody else wrote the customer in between", async () => {
    let isFirst = true;
    world = await EngineWorld.create({
      now: T0,
      flows: [greets],
      wrap: (store) => ({
        ...store,
        async commit(batch) {
          const [write] = batch.customers;
          if (write && isFirst) {
            isFirst = false;
            const document: Customer = JSON.parse(write.text ?? "");
            const customer = { ...document, tags: ["theirs"], enrollments: [], timers: [], seq: 0, recent: [] };
            const nothing = { newTasks: [], taskPatches: [], taskCloses: [], enrollments: [], trace: [], counters: [] };
            const empty = { ...nothing, notifications: [], alerts: [], append: [], schedules: [], erase: [] };
            await store.commit({ ...empty, customers: [{ customer, expectedVersion: 0, wakeAt: null }] });
          }
          await store.commit(batch);
        },
      }),
    });
    await world.post("friend.added", "c1", { advisorId: "a1" });
    await world.engine.runUntilIdle();
    expect(await world.customer("c1")).toMatchObject({ version: 2, tags: ["theirs"], advisorId: "a1" });
    expect((await world.tasks()).length).toBe(1);
  });

  it("stops although the store fails, and loses nothing", async () => {
    const waker: Waker = { ...instantWaker, sleep: () => new Promise((resolve) => setImmediate(resolve)) };
    world = await EngineWorld.create({
      now: T0,
      flows: [greets],
      wrap: failing(Number.POSITIVE_INFINITY, "before"),
      waker,
    });
    await world.engine.start();
    await world.post("friend.added", "c1", { advisorId: "a1" });
    await world.engine.stop();
    expect(await world.engine.health()).toMatchObject({ state: "stopped" });
    await world.restart((store) => store);
    await world.engine.runUntilIdle();
    expect((await world.tasks()).length).toBe(1);
  });

  it("loses nothing when it is stopped in the middle of a load", async () => {
    world = await EngineWorld.create({ now: T0, flows: [greets] });
    const accepted = new Set<string>();
    for (let round = 0; round < 6; round++) {
      await world.engine.start();
      const posts = Array.from({ length: 100 }, async (_, i) => {
        const answer = await world.post("friend.added", `c${round}-${i}`, { advisorId: "a1" });
        if (answer.status === "accepted") accepted.add(answer.customerId);
      });
      for (let turns = 0; turns < round; turns++) await instantWaker.yield();
      await world.engine.stop();
      await Promise.all(posts);
      if (round % 2 === 1) await world.restart();
    }
    await world.engine.runUntilIdle();
    expect(accepted.size).toBe(600);
    expect(new Set((await world.tasks()).map((t) => t.customerId))).toEqual(accepted);
  });

  it("does the work by itself once started, and tells who listens", async () => {
    world = await EngineWorld.create({ now: T0, flows: [greets] });
    await world.engine.start();
    const told = new Promise<readonly string[]>((resolve) => {
      world.engine.onCommit((summary) => summary.taskIds.length > 0 && resolve(summary.flowIds));
    });
    world.engine.onCommit(() => {
      throw new Error("a page went away");
    });
    await world.post("friend.added", "c1", { advisorId: "a1" });
    expect(await told).toEqual(["greets"]);
  });
});
