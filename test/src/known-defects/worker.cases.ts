import type { Store } from "@sopflow/engine";
import { describe, expect, it } from "vitest";
import { type FaultPlan, failFirst, failingStore, type StoreCall } from "../contract/failing-store.js";
import {
  cst,
  type EngineWorld,
  flowOf,
  type MakeWorld,
  openTask,
  sentTask,
  standing,
  taskLines,
  waitingTask,
} from "./defect-worlds.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;
const DAY = 86_400_000;
const START = ["t", "trigger.event", { event: "friend.added" }] as const;

/** A wait, a task, and a wait behind it: what may be lost or come twice. */
const greets = flowOf(
  "greets",
  [
    START,
    ["w", "wait.duration", { duration: "P1D" }],
    ["k", "task", sentTask({ title: "greet", expireIn: "P9D" })],
    ["v", "wait.duration", { duration: "P30D" }],
  ],
  ["t:out>w", "w:out>k", "k:out>v"],
);

const ids = (count: number) => Array.from({ length: count }, (_, i) => `c${String(i).padStart(4, "0")}`);

async function friends(world: EngineWorld, count: number): Promise<readonly string[]> {
  const who = ids(count);
  await Promise.all(who.map((id) => world.post("friend.added", id, { advisorId: "a1" })));
  await world.engine.runUntilIdle();
  return who;
}

/** Everybody has exactly one greeting, waits behind it, and the counts say the same. */
async function expectGreetedOnce(world: EngineWorld, who: readonly string[]): Promise<void> {
  expect((await world.tasks()).map((task) => task.customerId).sort()).toEqual([...who].sort());
  for (const id of who) expect(await standing(world, id)).toEqual(["greets@1/v"]);
  const counters = await world.store.readSide.counters("greets");
  const count = (nodeId: string, metric: string) =>
    counters.find((row) => row.nodeId === nodeId && row.metric === metric)?.add;
  expect([count("t", "entered"), count("k", "left")]).toEqual([who.length, who.length]);
  expect(await world.store.readSide.standing("greets")).toEqual([
    { version: 1, nodeId: "v", state: "active", count: who.length },
  ]);
}

/** @param backlog people due at one moment, more than a batch holds; undefined: the case is left out. */
export function workerCases(make: MakeWorld, backlog: number | undefined): void {
  describe("8 · Mautic #2004 and Parcelvoy #462, two crons at once:", () => {
    it("two engines over one store that serve the same timers do everything once, and lose none to come", async () => {
      const world = await make({ now: T0, flows: [greets] });
      const who = await friends(world, 40);
      world.clock.set(T0 + DAY);
      const other = world.newEngine();
      await Promise.all([world.engine.runUntilIdle(), other.runUntilIdle()]);
      await world.engine.runUntilIdle();
      await expectGreetedOnce(world, who);
      expect(await world.store.customers.nextWake()).toBeGreaterThan(T0 + DAY);
      await other.stop();
    });

    it("two ticks of one moment serve its timers once", async () => {
      const world = await make({ now: T0, flows: [greets] });
      const who = await friends(world, 3);
      const at = T0 + DAY;
      const place = { dedupe: [], at, received: at, type: "tick", source: "sopflow", body: {} };
      await world.store.log.append([
        { kind: "tick", id: "tick/1", ...place },
        { kind: "tick", id: "tick/2", ...place },
      ]);
      world.clock.set(at);
      await world.engine.runUntilIdle();
      await expectGreetedOnce(world, who);
    });

    it("one occurrence of a schedule that two engines see enters everybody once", async () => {
      const daily = flowOf(
        "daily",
        [
          ["t", "trigger.schedule", { cron: "0 9 * * *", audience: { all: [] } }],
          ["k", "task", sentTask({ title: "daily", expireIn: "PT1H" })],
        ],
        ["t:out>k"],
      );
      const world = await make({ now: T0, flows: [daily] });
      const who = await friends(world, 20);
      world.clock.set(cst("2026-03-03 09:00"));
      const other = world.newEngine();
      await Promise.all([world.engine.runUntilIdle(), other.runUntilIdle()]);
      await world.engine.runUntilIdle();
      expect((await world.tasks()).map((task) => task.customerId).sort()).toEqual(who);
      await other.stop();
    });
  });

  describe("9 · Parcelvoy, a lock that runs out over its work, and a wake-up that finds it taken:", () => {
    /** The first write of a customer that this engine makes waits until it is let go. */
    function stalling() {
      let letGo = () => {};
      let reached = () => {};
      const stalled = new Promise<void>((resolve) => {
        reached = resolve;
      });
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const wrap = (store: Store): Store => ({
        ...store,
        async commit(batch) {
          if (batch.customers.length > 0) {
            reached();
            await held;
          }
          return store.commit(batch);
        },
      });
      return { wrap, stalled, letGo: () => letGo() };
    }

    it("work that goes on after another has taken it over changes nothing any more", async () => {
      const world = await make({ now: T0, flows: [greets] });
      const who = await friends(world, 10);
      world.clock.set(T0 + DAY);
      const slow = stalling();
      const first = world.newEngine(slow.wrap);
      const working = first.runUntilIdle();
      await slow.stalled;
      await world.engine.runUntilIdle();
      await expectGreetedOnce(world, who);
      slow.letGo();
      await working;
      await expectGreetedOnce(world, who);
      await first.stop();
    });

    it("an event and a due timer that come while the customer is being worked on are not lost", async () => {
      const slow = stalling();
      const world = await make({ now: T0, flows: [greets], wrap: slow.wrap });
      await world.post("friend.added", "c1", { advisorId: "a1" });
      const working = world.engine.runUntilIdle();
      await slow.stalled;
      await world.post("tag.added", "c1", { tag: "meanwhile" });
      world.clock.set(T0 + DAY);
      slow.letGo();
      await working;
      await world.engine.runUntilIdle();
      expect((await world.customer("c1")).tags).toEqual(["meanwhile"]);
      await expectGreetedOnce(world, ["c1"]);
    });
  });

  describe("10 · Lunogram, the side effect before the state:", () => {
    it("a crash on either side of any durable write loses no task and issues none twice", async () => {
      class Died extends Error {}
      for (let dieAt = 1; ; dieAt++) {
        let writes = 0;
        const faults = () => {
          writes += 1;
          if (writes === dieAt) throw new Died();
        };
        const world = await make({ now: T0, flows: [greets], faults });
        const survive = async (work: () => Promise<unknown>) => {
          try {
            await work();
          } catch (error) {
            if (!(error instanceof Died)) throw error;
            await world.crash();
            await work();
          }
        };
        await survive(() => world.post("friend.added", "c1", { advisorId: "a1" }, { id: "f1" }));
        await survive(() => world.engine.runUntilIdle());
        world.clock.set(T0 + DAY);
        await survive(() => world.engine.runUntilIdle());
        await expectGreetedOnce(world, ["c1"]);
        if (writes < dieAt) {
          // Accepting, entering, the tick, the task: each has two sides.
          expect(dieAt).toBeGreaterThan(8);
          return;
        }
      }
    });
  });

  describe("12 · PostHog #55652 and Mautic's rotation, a step that is visited again:", () => {
    const asks = flowOf(
      "asks",
      [
        START,
        ["k", "task", waitingTask(["again", "stop"], { title: "ask", expireIn: "P9D" })],
        ["w", "wait.duration", { duration: "P1D" }],
        ["x", "exit", { reason: "stopped" }],
      ],
      ["t:out>k", "k:again>w", "w:out>k", "k:stop>x"],
    );
    const reply = (world: EngineWorld, taskId: string, outcome: string, requestId: string) =>
      world.engine.reportTask(taskId, { kind: "complete", outcome, by: "a1", at: world.clock.now(), requestId });

    it("each visit has a task of its own, an answer counts for its own visit only, and none is taken for a repetition", async () => {
      const world = await make({ now: T0, flows: [asks] });
      await world.post("friend.added", "c1", { advisorId: "a1" });
      await world.engine.runUntilIdle();
      const seen: string[] = [];
      for (let visit = 1; visit <= 3; visit++) {
        const task = await openTask(world, "c1");
        expect([task.visit, seen.includes(task.id)]).toEqual([visit, false]);
        const [former] = seen;
        // An answer to the first visit's task, told again from a page that was left open.
        if (former !== undefined)
          expect(await reply(world, former, "stop", `old page ${visit}`)).toMatchObject({ status: "late" });
        // The phone counts its requests from one on each page.
        expect(await reply(world, task.id, "again", "r1")).toEqual({ status: "accepted" });
        expect(await reply(world, task.id, "again", "r1")).toEqual({ status: "duplicate" });
        await world.engine.runUntilIdle();
        expect(await standing(world, "c1")).toEqual(["asks@1/w"]);
        seen.push(task.id);
        await world.crash();
        await world.passTo(T0 + visit * DAY);
        expect(await standing(world, "c1")).toEqual(["asks@1/k"]);
      }
      const last = await openTask(world, "c1");
      expect(await reply(world, last.id, "stop", "r1")).toEqual({ status: "accepted" });
      await world.engine.runUntilIdle();
      expect((await world.customer("c1")).flows.asks?.lastReason).toBe("stopped");
      expect((await taskLines(world)).map(([, , state]) => state)).toEqual(["done", "done", "done", "done"]);
    });
  });

  describe("13 · Lunogram, an error of the database is taken for no:", () => {
    const sorts = flowOf(
      "sorts",
      [
        START,
        ["w", "wait.duration", { duration: "P1D" }],
        ["b", "branch", { cases: [{ id: "vip", label: "VIP", where: hasTag("VIP") }] }],
        ["k", "task", sentTask({ title: "vip", where: hasTag("VIP") })],
        ["n", "task", sentTask({ title: "else" })],
      ],
      ["t:out>w", "w:out>b", "b:vip>k", "b:else>n"],
    );
    const READS: readonly StoreCall[] = [
      ...(["customers.load", "customers.due", "customers.nextWake", "log.read", "log.lastSeq", "log.append"] as const),
      ...(["flows.published", "flows.revision", "brand.revision", "brand.settings", "brand.advisors"] as const),
      ...(["schedules.list", "tasks.loads", "commit"] as const),
    ];

    it("no failing read or write of the store sends anybody the way of a condition that does not hold", async () => {
      for (const call of READS) {
        for (const when of ["before", "after"] as const) {
          const world = await make({ now: T0, flows: [sorts] });
          await world.post("friend.added", "c1", { advisorId: "a1" });
          await world.post("tag.added", "c1", { tag: "VIP" });
          await world.engine.runUntilIdle();
          world.clock.set(T0 + DAY);
          await world.restart((store) => failingStore(store, failFirst({ [call]: 3 }, when)));
          await untilIdle(world);
          expect([call, when, await taskLines(world)]).toEqual([call, when, [["c1", "vip", "open", T0 + DAY]]]);
        }
      }
    });

    it("a store that fails at every fifth call or so decides alike", async () => {
      const world = await make({ now: T0, flows: [sorts] });
      for (const id of ["c1", "c2"]) await world.post("friend.added", id, { advisorId: "a1" });
      await world.post("tag.added", "c1", { tag: "VIP" });
      await world.engine.runUntilIdle();
      world.clock.set(T0 + DAY);
      // Irregular, so that what needs several calls in a row comes through in the end.
      const nowAndThen: FaultPlan = (call, nth) =>
        Math.imul(nth + call.length, 2_654_435_761) >>> 0 < 0.2 * 2 ** 32 ? "before" : undefined;
      await world.restart((store) => failingStore(store, nowAndThen));
      await untilIdle(world);
      expect((await taskLines(world)).map(([id, title]) => `${id} ${title}`)).toEqual(["c1 vip", "c2 else"]);
    });
  });

  if (backlog === undefined) return;
  describe("16 · Parcelvoy, pull request 257, #434 and #533, more is due than one tick can do:", () => {
    it(`${backlog} people due at once are served once each while time and events go on`, async () => {
      let world: EngineWorld | undefined;
      let commits = 0;
      // Two minutes pass with every write, and somebody new comes.
      const slow = (store: Store): Store => ({
        ...store,
        async commit(batch) {
          await store.commit(batch);
          if (!world || batch.customers.length === 0) return;
          commits += 1;
          world.clock.advance(2 * MINUTE);
          if (commits <= 5) await world.post("friend.added", `late${commits}`, { advisorId: "a1" });
        },
      });
      const made = await make({ now: T0, flows: [greets] });
      const who = await friends(made, backlog);
      await made.restart(slow);
      world = made;
      made.clock.set(T0 + DAY);
      await made.engine.runUntilIdle();
      const tasks = await made.tasks();
      expect(commits).toBeGreaterThan(2);
      expect(tasks.map((task) => task.customerId).sort()).toEqual(who);
      expect(Math.min(...tasks.map((task) => task.issuedAt))).toBe(T0 + DAY);
      // Real time decides when a task goes out: late by the work before it, not by a day.
      expect(Math.max(...tasks.map((task) => task.issuedAt))).toBeLessThan(made.clock.now());
      await made.passTo(T0 + 3 * DAY);
      await expectGreetedOnce(made, [
        ...who,
        ...["late1", "late2", "late3", "late4", "late5"].slice(0, Math.min(5, commits)),
      ]);
    });
  });
}

function hasTag(tag: string) {
  return { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: tag }] };
}

/** What a running engine does: after a failure it goes on. */
async function untilIdle(world: EngineWorld): Promise<void> {
  let failure: unknown;
  for (let tries = 0; tries < 20; tries++) {
    try {
      return await world.engine.runUntilIdle();
    } catch (error) {
      failure = error; // The next try.
    }
  }
  throw new Error("the engine did not come to rest", { cause: failure });
}
