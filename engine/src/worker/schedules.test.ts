import { brandSettingsSchema } from "@sopflow/schemas";
import { afterEach, describe, expect, it } from "vitest";
import { flowOf, sentTask } from "../core/journey/flows.testkit.js";
import { cst } from "../core/journey/journey.testkit.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../core/time/index.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = cst("2026-03-02 08:00");
const NINE = cst("2026-03-02 09:00");

const morning = (trigger: object = {}) =>
  flowOf(
    "morning",
    [
      ["t", "trigger.schedule", { cron: "0 9 * * *", audience: { all: [] }, ...trigger }],
      ["k", "task", sentTask({ expireIn: "PT1H" })],
    ],
    ["t:out>k"],
  );
const vip = { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: "VIP" }] };
const vips = (existing: "ignore" | "enroll") =>
  flowOf(
    "vips",
    [
      ["t", "trigger.audience", { where: vip, checkAt: "09:00", existing }],
      ["w", "wait.duration", { duration: "PT2H" }],
      ["k", "task", sentTask()],
    ],
    ["t:out>w", "w:out>k"],
  );

let world: EngineWorld;
afterEach(() => world.dispose());

async function people(count: number): Promise<void> {
  const posts = Array.from({ length: count }, (_, i) =>
    world.post("friend.added", `c${String(i).padStart(4, "0")}`, { advisorId: "a1" }),
  );
  await Promise.all(posts);
  await world.engine.runUntilIdle();
}
const entries = async (flowId: string) =>
  (await world.store.readSide.counters(flowId)).find((c) => c.metric === "entered")?.add ?? 0;
const issuedAt = async () => [...new Set((await world.tasks()).map((t) => t.issuedAt))];

describe("schedule triggers", () => {
  it("run at their local time over everybody who matches then", async () => {
    world = await EngineWorld.create({ now: T0, flows: [morning({ audience: vip })] });
    await people(5);
    await world.post("tag.added", "c0003", { tag: "VIP" });
    world.clock.set(NINE - 1);
    await world.engine.runUntilIdle();
    expect(await entries("morning")).toBe(0);
    world.clock.set(NINE);
    await world.engine.runUntilIdle();
    expect(await world.tasks()).toMatchObject([{ customerId: "c0003", issuedAt: NINE }]);
    await world.passTo(NINE + 2 * DAY_MS);
    expect(await entries("morning")).toBe(3);
  });

  it("of one moment ask in the order of their flows' priority, on every day and after every restart", async () => {
    const flows = [10, 90, 50].map((priority, i) => ({
      ...morning(),
      ...{
        id: `f${i}`,
        name: `f${i}`,
        settings: { reentry: "after_exit" as const, onBudget: "drop" as const, priority },
      },
    }));
    const settings = brandSettingsSchema.parse({
      contactPolicy: { marketing: { limits: [{ days: 1, max: 1 }] } },
      breaker: { factor: 0 },
    });
    world = await EngineWorld.create({ now: T0, flows, settings });
    await people(3);
    for (let day = 0; day < 4; day++) {
      if (day === 1) await world.restart();
      await world.passTo(NINE + day * DAY_MS);
    }
    const tasks = await world.tasks();
    expect([...new Set(tasks.map((t) => t.flowId))]).toEqual(["f1"]);
    expect(tasks).toHaveLength(12);
  });

  it("collapse occurrences missed while the engine was down into the latest", async () => {
    world = await EngineWorld.create({ now: T0, flows: [morning()] });
    await people(2);
    await world.restart();
    world.clock.set(NINE + 5 * DAY_MS + 3 * HOUR_MS);
    await world.engine.runUntilIdle();
    expect(await entries("morning")).toBe(2);
    const [row] = (await world.store.schedules.list()).filter((r) => r.nodeId === "t");
    expect(row).toEqual({ id: "morning/t", flowId: "morning", nodeId: "t", version: 1, nextAt: NINE + 6 * DAY_MS });
  });

  it("pass over what was missed where they are told so, and still run what is merely a little late", async () => {
    world = await EngineWorld.create({ now: T0, flows: [morning({ catchUp: "none" })] });
    await people(2);
    world.clock.set(NINE + 5 * DAY_MS + 3 * HOUR_MS);
    await world.engine.runUntilIdle();
    expect(await entries("morning")).toBe(0);
    world.clock.set(NINE + 6 * DAY_MS + 20_000);
    await world.engine.runUntilIdle();
    expect(await entries("morning")).toBe(2);
  });

  it("run once at a fixed time", async () => {
    world = await EngineWorld.create({ now: T0 });
    await people(2);
    await world.publish(morning({ cron: undefined, at: "2026-03-02T09:00:00+08:00" }));
    await world.engine.contextChanged();
    await world.engine.runUntilIdle();
    await world.passTo(NINE + 3 * DAY_MS);
    expect(await entries("morning")).toBe(2);
    expect(await issuedAt()).toEqual([NINE]);
  });

  it("begin only when what stood in the log at their time is applied", async () => {
    world = await EngineWorld.create({ now: T0, flows: [morning({ audience: vip })] });
    await people(3);
    // Many entries before the occurrence, read in several batches; the loop looks at the clock before it reads them.
    const posts = Array.from({ length: 1_200 }, () => world.post("message.received", "c0000"));
    await Promise.all([...posts, world.post("tag.added", "c0001", { tag: "VIP" })]);
    world.clock.set(NINE);
    await world.engine.start();
    await world.engine.runUntilIdle();
    expect((await world.tasks()).map((t) => t.customerId)).toEqual(["c0001"]);
  });

  it("go on where a crash broke their run off, and ask nobody twice", async () => {
    world = await EngineWorld.create({ now: T0, flows: [morning()] });
    await people(1_300);
    let pages = 0;
    await world.restart((store) => ({
      ...store,
      commit: (batch) => {
        if (batch.customers.length > 0) pages += 1;
        return pages > 1 ? Promise.reject(new Error("killed")) : store.commit(batch);
      },
    }));
    world.clock.set(NINE);
    await expect(world.engine.runUntilIdle()).rejects.toThrow("killed");
    expect(await entries("morning")).toBe(512);
    await world.restart();
    await world.engine.runUntilIdle();
    expect(await entries("morning")).toBe(1_300);
    expect((await world.tasks()).length).toBe(1_300);
    expect(await issuedAt()).toEqual([NINE]);
  });

  it("rest while their flow is paused; what fell into the pause is not made up for", async () => {
    world = await EngineWorld.create({ now: T0, flows: [morning()] });
    await people(2);
    await world.store.flows.setState("morning", "paused", T0, "lead");
    await world.engine.contextChanged();
    await world.passTo(NINE + DAY_MS + HOUR_MS);
    expect(await entries("morning")).toBe(0);
    await world.store.flows.setState("morning", "live", world.clock.now(), "lead");
    await world.engine.contextChanged();
    await world.engine.runUntilIdle();
    expect(await entries("morning")).toBe(0);
    await world.passTo(NINE + 2 * DAY_MS);
    expect(await entries("morning")).toBe(2);
  });

  it("end with their flow", async () => {
    world = await EngineWorld.create({ now: T0, flows: [morning()] });
    await people(2);
    await world.store.flows.setState("morning", "archived", T0, "lead");
    await world.passTo(NINE + DAY_MS);
    expect(await entries("morning")).toBe(0);
    expect((await world.store.schedules.list()).filter((r) => r.nodeId === "t")).toEqual([]);
  });
});

describe("the publish pass", () => {
  it("enters people who match already only where the trigger says so", async () => {
    world = await EngineWorld.create({ now: T0 });
    await people(3);
    for (const id of ["c0000", "c0001"]) await world.post("tag.added", id, { tag: "VIP" });
    await world.engine.runUntilIdle();
    await world.publish(vips("ignore"));
    await world.engine.contextChanged();
    await world.engine.runUntilIdle();
    expect(await entries("vips")).toBe(0);
    // Who starts to match from now on enters.
    await world.post("tag.added", "c0002", { tag: "VIP" });
    await world.engine.runUntilIdle();
    expect(await entries("vips")).toBe(1);
    await world.publish(vips("enroll"));
    await world.engine.runUntilIdle();
    const rows = await world.store.readSide.enrollments({ flowId: "vips", limit: 10 });
    expect(rows.map((r) => r.customerId)).toEqual(["c0000", "c0001", "c0002"]);
  });

  it("counts for events behind the publish and not for those before it", async () => {
    world = await EngineWorld.create({ now: T0 });
    await people(1);
    await world.post("tag.added", "c0000", { tag: "VIP" });
    await world.publish(vips("ignore"));
    await world.engine.contextChanged();
    await world.post("friend.added", "c0001", { advisorId: "a1" });
    await world.post("tag.added", "c0001", { tag: "VIP" });
    await world.engine.runUntilIdle();
    const rows = await world.store.readSide.enrollments({ flowId: "vips", limit: 10 });
    expect(rows.map((r) => r.customerId)).toEqual(["c0001"]);
  });

  it("brings the timers of a paused flow back when it is resumed", async () => {
    world = await EngineWorld.create({ now: T0, flows: [vips("enroll")] });
    await people(2);
    await world.post("tag.added", "c0000", { tag: "VIP" });
    await world.engine.runUntilIdle();
    await world.store.flows.setState("vips", "paused", T0, "lead");
    await world.engine.contextChanged();
    await world.passTo(T0 + 4 * HOUR_MS);
    expect(await world.tasks()).toEqual([]);
    const wakes = await world.store.customers.due(world.clock.now(), 10);
    expect(wakes).toEqual([]);
    await world.store.flows.setState("vips", "live", world.clock.now(), "lead");
    await world.engine.contextChanged();
    await world.engine.runUntilIdle();
    expect(await world.tasks()).toMatchObject([{ customerId: "c0000" }]);
  });

  it("notices a publish that nobody told of, also one that a crash cut off from its notice", async () => {
    world = await EngineWorld.create({ now: T0 });
    await people(2);
    for (const id of ["c0000", "c0001"]) await world.post("tag.added", id, { tag: "VIP" });
    await world.engine.runUntilIdle();
    await world.publish(vips("enroll"));
    await world.restart();
    world.clock.advance(MINUTE_MS);
    await world.engine.runUntilIdle();
    expect(await entries("vips")).toBe(2);
    await world.restart();
    await world.engine.runUntilIdle();
    expect(await entries("vips")).toBe(2);
  });
});
