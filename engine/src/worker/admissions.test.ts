import { afterEach, describe, expect, it } from "vitest";
import { flowOf } from "../core/journey/flows.testkit.js";
import { cst } from "../core/journey/journey.testkit.js";
import { DAY_MS, HOUR_MS } from "../core/time/index.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = cst("2026-03-02 10:00");

const paid = (entry: object, settings: Record<string, unknown> = {}) =>
  flowOf(
    "care",
    [
      ["t", "trigger.event", { event: "message.received", entry }],
      ["w", "wait.duration", { duration: "P30D" }],
    ],
    ["t:out>w"],
    settings,
  );

let world: EngineWorld;
afterEach(() => world.dispose());

const id = (n: number) => `c${String(n).padStart(3, "0")}`;
const standing = async (state: "waiting" | "active") =>
  (await world.store.readSide.enrollments({ flowId: "care", state, limit: 1_000 })).map((row) => row.customerId);
const count = async (metric: string) =>
  (await world.store.readSide.counters("care")).filter((c) => c.metric === metric).reduce((sum, c) => sum + c.add, 0);

async function write(from: number, to: number, owner: (n: number) => string | undefined = () => undefined) {
  for (let n = from; n < to; n++) {
    const advisorId = owner(n);
    if (advisorId !== undefined) await world.post("friend.added", id(n), { advisorId });
    await world.post("message.received", id(n));
    world.clock.advance(1_000);
  }
  await world.engine.runUntilIdle();
}

describe("a throttled trigger", () => {
  it("lets so many people in a day, oldest first; the rest waits, is counted, and its turn comes", async () => {
    world = await EngineWorld.create({ now: T0, flows: [paid({ perDay: 3 })] });
    await write(0, 8);
    expect(await standing("active")).toEqual([id(0), id(1), id(2)]);
    expect(await standing("waiting")).toEqual([id(3), id(4), id(5), id(6), id(7)]);
    expect([await count("queued"), await count("entered")]).toEqual([8, 3]);
    world.clock.set(T0 + DAY_MS);
    await world.engine.runUntilIdle();
    expect(await standing("active")).toHaveLength(6);
    world.clock.set(T0 + 2 * DAY_MS);
    await world.engine.runUntilIdle();
    expect([await standing("active"), await standing("waiting")]).toMatchObject([{ length: 8 }, []]);
  });

  it("keeps its count and its queue over a restart", async () => {
    world = await EngineWorld.create({ now: T0, flows: [paid({ perDay: 3 })] });
    await write(0, 5);
    await world.restart();
    await write(5, 7);
    expect(await standing("active")).toHaveLength(3);
    expect(await standing("waiting")).toHaveLength(4);
    world.clock.set(T0 + DAY_MS);
    await world.restart();
    await world.engine.runUntilIdle();
    expect(await standing("active")).toEqual([0, 1, 2, 3, 4, 5].map(id));
  });

  it("counts by owner, and somebody else's customers do not wait behind them", async () => {
    world = await EngineWorld.create({ now: T0, flows: [paid({ perAdvisorPerDay: 1 })] });
    await write(0, 4, (n) => (n < 3 ? "a1" : "a2"));
    expect(await standing("active")).toEqual([id(0), id(3)]);
    await write(4, 5, () => "a2");
    expect(await standing("waiting")).toEqual([id(1), id(2), id(4)]);
  });

  it("lets the highest spend in first where the flow says so", async () => {
    world = await EngineWorld.create({ now: T0, flows: [paid({ perDay: 1, orderBy: "value" })] });
    await write(0, 1);
    for (const [n, amount] of [
      [1, 100],
      [2, 900],
      [3, 500],
    ] as const) {
      const identity = { idType: "shop", value: id(n) };
      await world.post("order.paid", identity, { orderId: `o${n}`, amount, lines: [] });
      await world.post("message.received", identity);
    }
    await world.engine.runUntilIdle();
    world.clock.set(T0 + DAY_MS);
    await world.engine.runUntilIdle();
    const second = await world.store.customers.resolve("shop", id(2));
    expect(new Set(await standing("active"))).toEqual(new Set([id(0), second]));
  });

  it("does not let in who bought, left or was merged while waiting, and gives nobody a second place", async () => {
    const flow = paid({ perDay: 1 }, { exitWhen: [{ on: "order.paid", reason: "purchased" }] });
    world = await EngineWorld.create({ now: T0, flows: [flow] });
    await write(0, 4);
    await world.post("message.received", id(1));
    await world.post("order.paid", id(1), { orderId: "o", amount: 1, lines: [] });
    await world.post("customer.erased", id(2));
    await world.engine.runUntilIdle();
    expect(await standing("waiting")).toEqual([id(3)]);
    const counters = await world.store.readSide.counters("care");
    const refused = counters.filter((c) => c.metric === "refused").map((c) => c.key);
    expect(refused.sort()).toEqual(["erased", "purchased", "waiting"]);
    world.clock.set(T0 + DAY_MS);
    await world.engine.runUntilIdle();
    expect(await standing("active")).toEqual([id(0), id(3)]);
  });

  it("lets everybody in when the throttle is taken away, also those who waited before a restart", async () => {
    world = await EngineWorld.create({ now: T0, flows: [paid({ perDay: 1 })] });
    await write(0, 4);
    await world.publish(
      flowOf(
        "care",
        [
          ["t", "trigger.event", { event: "message.received" }],
          ["w", "wait.duration", { duration: "P30D" }],
        ],
        ["t:out>w"],
      ),
    );
    await world.restart();
    await world.engine.runUntilIdle();
    expect([await standing("active"), await standing("waiting")]).toMatchObject([{ length: 4 }, []]);
  });

  it("of a schedule admits by its order only when everybody was asked", async () => {
    const flow = flowOf(
      "care",
      [
        [
          "t",
          "trigger.schedule",
          { cron: "0 11 * * *", audience: { all: [] }, entry: { perDay: 2, orderBy: "newest" } },
        ],
        ["w", "wait.duration", { duration: "P30D" }],
      ],
      ["t:out>w"],
    );
    world = await EngineWorld.create({ now: T0, flows: [flow] });
    await write(0, 6);
    world.clock.set(T0 + HOUR_MS);
    await world.engine.runUntilIdle();
    expect(await standing("active")).toHaveLength(2);
    expect(await standing("waiting")).toHaveLength(4);
  });

  it("admits nobody twice and nobody too many, wherever the process dies", async () => {
    for (let crash = 1; crash < 24; crash++) {
      let commits = 0;
      const faults = (place: string) => {
        if (place !== "before-commit" && place !== "after-commit") return;
        commits += 1;
        if (commits === crash) throw new Error("killed");
      };
      world = await EngineWorld.create({ now: T0, flows: [paid({ perDay: 3 })], faults });
      for (let n = 0; n < 6; n++) await world.post("message.received", id(n));
      await world.engine.runUntilIdle().catch(() => {});
      await world.restart();
      await world.engine.runUntilIdle();
      expect(await standing("active"), `killed at ${crash}`).toHaveLength(3);
      expect(await standing("waiting"), `killed at ${crash}`).toHaveLength(3);
      expect(await count("entered")).toBe(3);
      if (crash < 23) await world.dispose();
    }
  });
});

describe("a schedule that draws a sample", () => {
  const drawing = (n: number, settings: Record<string, unknown> = {}) =>
    flowOf(
      "care",
      [
        ["t", "trigger.schedule", { cron: "0 11 * * *", audience: { all: [] }, sample: { n } }],
        ["w", "wait.duration", { duration: "P30D" }],
      ],
      ["t:out>w"],
      settings,
    );

  it("takes exactly so many of those who may enter, others the next day, and everybody when fewer are left", async () => {
    world = await EngineWorld.create({ now: T0, flows: [drawing(4, { reentry: "never" })] });
    await write(0, 10);
    const first = T0 + HOUR_MS;
    for (const [days, inside] of [
      [0, 4],
      [1, 8],
      [2, 10],
      [3, 10],
    ] as const) {
      world.clock.set(first + days * DAY_MS);
      await world.engine.runUntilIdle();
      expect(await standing("active")).toHaveLength(inside);
    }
    expect(await count("refused")).toBe(0);
  });

  it("draws the same people after a crash in the middle", async () => {
    const drawn: string[][] = [];
    for (const restarts of [false, true]) {
      world = await EngineWorld.create({ now: T0, flows: [drawing(5)] });
      await write(0, 20);
      world.clock.set(T0 + HOUR_MS);
      if (restarts) {
        await world.restart((store) => ({
          ...store,
          commit: async (batch) => {
            if (batch.schedules.some((row) => row.drawnUpTo !== undefined && !row.deleted)) throw new Error("killed");
            return store.commit(batch);
          },
        }));
        await world.engine.runUntilIdle().catch(() => {});
        await world.restart();
      }
      await world.engine.runUntilIdle();
      drawn.push(await standing("active"));
      if (!restarts) await world.dispose();
    }
    expect(drawn[1]).toEqual(drawn[0]);
    expect(drawn[0]).toHaveLength(5);
  });
});
