import { type FlowFile, flowSchema, type InsidePlan } from "@sopflow/schemas";
import { expect } from "vitest";
import { compileFlow } from "../core/flow/index.js";
import { flowOf, waitingTask } from "../core/journey/flows.testkit.js";
import { HOUR_MS } from "../core/time/index.js";
import type { DataPlace } from "../store/data-place.testkit.js";
import { EngineWorld } from "./engine.testkit.js";
import type { FaultPoint } from "./faults.js";
import { insideRowId } from "./inside-rows.js";

const T0 = Date.UTC(2026, 2, 2, 2);

class Died extends Error {}

const before = flowOf(
  "f",
  [
    ["t", "trigger.event", { event: "friend.added" }],
    ["w", "wait.event", { on: [{ id: "talk", event: "message.received" }], timeout: "P3D" }],
    ["k", "task", waitingTask(["ok"])],
    ["v", "wait.duration", { duration: "P5D" }],
  ],
  ["t:out>w", "w:talk>k", "k:ok>v"],
);
/** The task asks something else, the last wait is shorter, and there is a new one. */
const after = flowOf(
  "f",
  [
    ["t", "trigger.event", { event: "friend.added" }],
    ["w", "wait.event", { on: [{ id: "talk", event: "message.received" }], timeout: "P3D" }],
    ["k", "task", waitingTask(["yes"])],
    ["x", "wait.duration", { duration: "PT6H" }],
    ["m", "task", waitingTask()],
  ],
  ["t:out>w", "w:talk>k", "k:yes>x", "x:out>m"],
);
const inside: InsidePlan = {
  1: { w: { do: "move", to: "w" }, k: { do: "move", to: "k" }, v: { do: "move", to: "x" } },
};

export interface MoveStory {
  /** The so-manieth durable write of the move at which the process dies; 0 = none. */
  readonly dieAt: number;
  /** How many are inside, a multiple of three. */
  readonly people: number;
  /** Where the data lies; default: a SQLite file of its own. */
  readonly place?: DataPlace;
}

/** A third of the people stands in each of three places when the flow is published anew and everybody is moved. */
export async function playMove({ dieAt, people, place }: MoveStory) {
  let points = 0;
  let isArmed = false;
  const faults = (_point: FaultPoint) => {
    points += 1;
    if (points === dieAt) throw new Died(`died at write ${dieAt}`);
  };
  const world = await EngineWorld.create({
    now: T0,
    flows: [before],
    faults: (point) => isArmed && faults(point),
    ...(place && { place }),
  });
  const idle = async () => {
    try {
      await world.engine.runUntilIdle();
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      await world.crash();
      await world.engine.runUntilIdle();
    }
  };
  const who = Array.from({ length: people }, (_, i) => `c${i}`);
  for (const id of who) await world.post("friend.added", id, { advisorId: "a1" });
  for (const [i, id] of who.entries()) if (i % 3 > 0) await world.post("message.received", id);
  await world.engine.runUntilIdle();
  for (const [i, id] of who.entries()) {
    const [task] = await world.store.tasks.query({ customerId: id, limit: 1 });
    if (i % 3 === 2 && task) await world.post("task.completed", id, { taskId: task.id, outcome: "ok" });
  }
  await world.engine.runUntilIdle();
  expect((await world.store.readSide.standing("f")).map(({ nodeId, count }) => [nodeId, count])).toEqual([
    ["k", people / 3],
    ["v", people / 3],
    ["w", people / 3],
  ]);
  await publish(world, after);
  isArmed = true;
  await idle();
  world.clock.set(T0 + 7 * HOUR_MS);
  await idle();
  isArmed = false;
  const outcome = await outcomeOf(world, who);
  await projectionsEqualDocuments(world, who);
  await world.dispose();
  return { outcome, points };
}

async function publish(world: EngineWorld, file: FlowFile): Promise<void> {
  const flow = flowSchema.parse(file);
  const { compiled } = compileFlow(flow, { version: 2 });
  if (!compiled) throw new Error("the flow of this test does not compile");
  const place = { flowId: "f", version: 2, publishedAt: T0, publishedBy: "lead" };
  await world.store.flows.publish({ ...place, flow, compiled, inside });
}

async function outcomeOf(world: EngineWorld, who: readonly string[]) {
  const people = await Promise.all(
    who.map(async (id) => {
      const { enrollments, contacts } = await world.customer(id);
      const moves = (await world.store.readSide.trace(id, { limit: 200 })).filter((line) => line.what === "moved");
      return { id, enrollments, contacts: contacts.length, moves: moves.length };
    }),
  );
  const tasks = (await world.tasks()).map(({ id, nodeId, state, visit }) => [id, nodeId, state, visit]).sort();
  const counters = await world.store.readSide.counters("f");
  const row = (await world.store.schedules.list()).find(({ id }) => id === insideRowId("move", "f"));
  return { people, tasks, counters, total: row?.progress?.total, left: row?.progress?.left };
}

async function projectionsEqualDocuments(world: EngineWorld, who: readonly string[]): Promise<void> {
  const documents = (await Promise.all(who.map((id) => world.customer(id)))).flatMap(
    ({ id: customerId, enrollments }) =>
      enrollments.map(({ id, version, nodeId, state }) => ({ customerId, id, version, nodeId, state })),
  );
  const rows = (await world.store.readSide.enrollments({ flowId: "f", limit: 1_000 }))
    .filter(({ state }) => state !== "ended")
    .map(({ customerId, id, version, nodeId, state }) => ({ customerId, id, version, nodeId, state }));
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(rows.sort(byId)).toEqual(documents.sort(byId));
}
