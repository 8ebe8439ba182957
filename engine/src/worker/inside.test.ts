import { type FlowFile, type FlowTurn, flowSchema, type InsidePlan } from "@sopflow/schemas";
import { afterEach, describe, expect, it } from "vitest";
import { compileFlow } from "../core/flow/index.js";
import { flowOf, sentTask, waitingTask } from "../core/journey/flows.testkit.js";
import { DAY_MS, HOUR_MS } from "../core/time/index.js";
import { EngineWorld } from "./engine.testkit.js";
import { insideRowId } from "./inside-rows.js";

const T0 = Date.UTC(2026, 2, 2, 2);

let world: EngineWorld;
afterEach(() => world.dispose());

const waits = (duration: string, script = "旧") =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "friend.added" }],
      ["w", "wait.duration", { duration }],
      ["k", "task", sentTask({ script })],
    ],
    ["t:out>w", "w:out>k"],
  );

async function people(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await world.post("friend.added", `c${String(i).padStart(4, "0")}`, { advisorId: "a1" });
  }
  await world.engine.runUntilIdle();
}

/** Publishes the next version with choices for the people inside. */
async function publish(file: FlowFile, inside: InsidePlan, turn?: FlowTurn): Promise<void> {
  const flow = flowSchema.parse(file);
  const version = (await world.store.flows.versions(flow.id)).length + 1;
  const { compiled } = compileFlow(flow, { version });
  if (!compiled) throw new Error("the flow of this test does not compile");
  const publishedAt = world.clock.now();
  await world.store.flows.publish(
    { flowId: flow.id, version, flow, compiled, publishedAt, publishedBy: "lead", inside },
    turn,
  );
  await world.engine.contextChanged();
}

const row = async (work: "move" | "exit" | "wake") =>
  (await world.store.schedules.list()).find(({ id }) => id === insideRowId(work, "f"));
const standing = () => world.store.readSide.standing("f");

describe("moving the people inside", () => {
  it("brings everybody to the new version once, in pieces, and says how far it is", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waits("P5D")] });
    await people(1_200);
    world.clock.advance(DAY_MS);
    await publish(waits("P3D", "新"), { 1: { w: { do: "move", to: "w" } } });
    await world.engine.runUntilIdle();
    expect(await standing()).toEqual([{ version: 2, nodeId: "w", state: "active", count: 1_200 }]);
    const done = await row("move");
    expect(done?.progress).toMatchObject({ total: 1_200, told: 1_200, left: 0, finishedAt: world.clock.now() });
    expect(done?.running).toBeUndefined();
    await world.passTo(T0 + 3 * DAY_MS);
    const tasks = await world.tasks();
    expect(tasks).toHaveLength(1_200);
    expect(new Set(tasks.map((t) => t.text))).toEqual(new Set(["新"]));
    expect(new Set(tasks.map((t) => t.issuedAt))).toEqual(new Set([T0 + 3 * DAY_MS]));
  });

  it("is written in each person's timeline, and is no reason to enter anything", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waits("P5D")] });
    await people(1);
    await publish(waits("P3D"), { 1: { w: { do: "move", to: "w" } } });
    await world.engine.runUntilIdle();
    const lines = await world.store.readSide.trace("c0000", { limit: 10 });
    expect(lines.find(({ what }) => what === "moved")).toMatchObject({ version: 2, detail: { fromVersion: 1 } });
    const [newest] = await world.store.log.byCustomer("c0000", { limit: 1 });
    expect(newest).toMatchObject({ type: "enrollment.moved", body: { version: 2 } });
  });

  it("waits for a person on hold, who is moved when released", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waits("P5D")] });
    await people(2);
    const held = await world.customer("c0000");
    const cursor = await world.store.log.cursor("worker");
    await world.store.commit({
      customers: [
        {
          customer: { ...held, status: "held", version: held.version + 1 },
          expectedVersion: held.version,
          wakeAt: null,
        },
      ],
      cursor: { consumer: "worker", seq: cursor },
      newTasks: [],
      taskPatches: [],
      taskCloses: [],
      enrollments: [],
      trace: [],
      counters: [],
      notifications: [],
      alerts: [],
      append: [],
      schedules: [],
      erase: [],
    });
    await publish(waits("P3D"), { 1: { w: { do: "move", to: "w" } } });
    await world.engine.runUntilIdle();
    expect((await row("move"))?.progress).toMatchObject({ total: 2, left: 1 });
    await world.engine.release("c0000", "lead");
    await world.engine.runUntilIdle();
    expect((await standing()).map(({ version, count }) => [version, count])).toEqual([[2, 2]]);
    const moves = (await world.store.readSide.trace("c0000", { limit: 50 })).filter(({ what }) => what === "moved");
    expect(moves).toHaveLength(1);
  });
});

describe("pausing, and going on", () => {
  it("takes the paused people's timers out of the index, and puts them back page by page without asking everybody", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waits("P2D")] });
    await people(600);
    await world.post("message.received", "stranger");
    await world.engine.runUntilIdle();
    await world.store.flows.setState("f", "paused", T0, "lead", { pausedAt: T0 });
    await world.engine.contextChanged();
    await world.passTo(T0 + 4 * DAY_MS);
    expect(await world.store.customers.due(world.clock.now(), 10)).toEqual([]);
    const stranger = (await world.customer("stranger")).version;
    const at = world.clock.now();
    const turn: FlowTurn = { resumptions: [{ at, pausedAt: T0, mode: "spread", hours: 10 }] };
    await world.store.flows.setState("f", "live", at, "lead", turn);
    await world.engine.contextChanged();
    await world.engine.runUntilIdle();
    expect(await world.tasks()).toEqual([]);
    expect((await row("wake"))?.progress).toMatchObject({ total: 600, told: 600 });
    expect((await world.customer("stranger")).version).toBe(stranger);
    await world.passTo(at + 5 * HOUR_MS);
    const half = (await world.tasks()).length;
    expect(half).toBeGreaterThan(200);
    expect(half).toBeLessThan(400);
    await world.passTo(at + 10 * HOUR_MS);
    expect(await world.tasks()).toHaveLength(600);
  });

  it("an archived flow that was paused lets its people finish", async () => {
    world = await EngineWorld.create({ now: T0, flows: [waits("P2D")] });
    await people(3);
    await world.store.flows.setState("f", "paused", T0, "lead", { pausedAt: T0 });
    await world.engine.contextChanged();
    await world.passTo(T0 + 4 * DAY_MS);
    const at = world.clock.now();
    await world.store.flows.setState("f", "archived", at, "lead", { resumptions: [{ at, pausedAt: T0, mode: "run" }] });
    await world.engine.contextChanged();
    await world.engine.runUntilIdle();
    expect(await world.tasks()).toHaveLength(3);
    await people(5);
    expect(await world.tasks()).toHaveLength(3);
  });

  it("archived with an exit, everybody leaves and their tasks are taken back", async () => {
    const asks = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["ok"])],
      ],
      ["t:out>k"],
    );
    world = await EngineWorld.create({ now: T0, flows: [asks] });
    await people(700);
    expect(await world.store.tasks.count({ states: ["open"] })).toBe(700);
    await world.store.flows.setState("f", "archived", T0, "lead", { exitAt: T0 });
    await world.engine.contextChanged();
    await world.engine.runUntilIdle();
    expect(await standing()).toEqual([]);
    expect(await world.store.tasks.count({ states: ["open"] })).toBe(0);
    expect((await row("exit"))?.progress).toMatchObject({ total: 700, told: 700, left: 0 });
  });

  it("archived, published and archived with an exit before anybody looked, everybody leaves all the same", async () => {
    const asks = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["ok"])],
      ],
      ["t:out>k"],
    );
    world = await EngineWorld.create({ now: T0, flows: [asks] });
    await people(3);
    await world.store.flows.setState("f", "archived", T0, "lead");
    await world.engine.contextChanged();
    await world.engine.runUntilIdle();
    expect(await standing()).not.toEqual([]);
    await world.publish(asks);
    await world.store.flows.setState("f", "archived", T0, "lead", { exitAt: T0 });
    await world.engine.contextChanged();
    await world.engine.runUntilIdle();
    expect(await standing()).toEqual([]);
  });
});
