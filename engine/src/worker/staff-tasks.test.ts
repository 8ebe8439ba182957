import type { Task } from "@sopflow/schemas";
import { afterEach, describe, expect, it } from "vitest";
import { flowOf } from "../core/journey/flows.testkit.js";
import { cst } from "../core/journey/journey.testkit.js";
import { DAY_MS } from "../core/time/index.js";
import { EngineWorld } from "./engine.testkit.js";

const T0 = cst("2026-03-02 10:00");

const staff = (wait: boolean) =>
  flowOf(
    "prepare",
    [
      ["t", "trigger.event", { event: "form.submitted", where: { all: [] } }],
      [
        "k",
        "task",
        {
          title: "准备海报",
          script: "三张",
          scope: "advisor",
          channel: "moments",
          wait,
          expireIn: "P2D",
          outcomes: wait ? [{ id: "ready", label: "好了" }] : [],
        },
      ],
      ...(wait ? [["x", "exit", { reason: "ready" }] as const] : []),
    ],
    wait ? ["t:out>k", "k:ready>x"] : ["t:out>k"],
    { exitWhen: [{ on: "order.paid", where: { all: [] }, reason: "purchased" }] },
  );

let world: EngineWorld;
afterEach(() => world.dispose());

async function enter(...ids: string[]): Promise<void> {
  for (const id of ids) {
    await world.post("friend.added", id, { advisorId: "a1" });
    await world.post("form.submitted", id);
  }
  await world.engine.runUntilIdle();
}

async function onlyTask(): Promise<Task> {
  const tasks = await world.tasks();
  expect(tasks.length).toBe(1);
  const [task] = tasks;
  if (!task) throw new Error("no task");
  return task;
}

const answer = async (task: Task, outcome?: string) => {
  const said = { by: "a1", at: world.clock.now(), requestId: "r1", ...(outcome === undefined ? {} : { outcome }) };
  await world.engine.reportTask(task.id, { kind: "complete", ...said });
  await world.engine.runUntilIdle();
};
const reasons = async (...ids: string[]) =>
  Promise.all(ids.map(async (id) => (await world.customer(id)).flows.prepare?.lastReason));

describe("a task that several customers share", () => {
  it("is one task, whoever many customers lead to it", async () => {
    world = await EngineWorld.create({ now: T0, flows: [staff(true)] });
    await enter("c1", "c2", "c3");
    const task = await onlyTask();
    for (const id of ["c1", "c2", "c3"]) {
      expect((await world.customer(id)).enrollments[0]?.tasks).toMatchObject([{ id: task.id }]);
    }
    expect(await world.store.tasks.loads(0)).toEqual(new Map([["a1", { open: 1, issued: 1 }]]));
  });

  it("moves everybody who waits for it when it is done, once each", async () => {
    world = await EngineWorld.create({ now: T0, flows: [staff(true)] });
    const ids = Array.from({ length: 600 }, (_, i) => `c${i}`);
    for (const id of ids) {
      void world.post("friend.added", id, { advisorId: "a1" });
      void world.post("form.submitted", id);
    }
    await world.engine.runUntilIdle();
    await answer(await onlyTask(), "ready");
    expect(new Set(await reasons(...ids))).toEqual(new Set(["ready"]));
    expect(await onlyTask()).toMatchObject({ state: "done", result: { outcome: "ready" } });
    const told = (await world.store.log.read(0, 10_000)).filter((e) => e.type === "task.completed");
    expect(told.length).toBe(600);
    expect((await world.store.schedules.list()).filter((r) => r.id.startsWith("staff"))).toEqual([]);
  });

  it("answers for a customer who comes to it later that day", async () => {
    world = await EngineWorld.create({ now: T0, flows: [staff(true)] });
    await enter("c1");
    await answer(await onlyTask(), "ready");
    await enter("c2");
    expect(await reasons("c1", "c2")).toEqual(["ready", "ready"]);
    expect(await onlyTask()).toMatchObject({ state: "done" });
  });

  it("counts for the others although the customer it was issued for has left", async () => {
    world = await EngineWorld.create({ now: T0, flows: [staff(true)] });
    await enter("c1", "c2");
    await world.post("order.paid", "c1", { orderId: "o1", amount: 1 });
    await world.engine.runUntilIdle();
    expect(await onlyTask()).toMatchObject({ state: "open" });
    await answer(await onlyTask(), "ready");
    expect(await reasons("c1", "c2")).toEqual(["purchased", "ready"]);
    expect(await onlyTask()).toMatchObject({ state: "done" });
  });

  it("is withdrawn when nobody has it open any more", async () => {
    world = await EngineWorld.create({ now: T0, flows: [staff(true)] });
    await enter("c1", "c2");
    await world.post("order.paid", "c1", { orderId: "o1", amount: 1 });
    await world.engine.runUntilIdle();
    expect(await onlyTask()).toMatchObject({ state: "open" });
    await world.post("order.paid", "c2", { orderId: "o2", amount: 1 });
    await world.engine.runUntilIdle();
    expect(await onlyTask()).toMatchObject({ state: "withdrawn", closeReason: "nobody_left" });
  });

  it("closes the enrollments that went on without waiting for it", async () => {
    world = await EngineWorld.create({ now: T0, flows: [staff(false)] });
    await enter("c1", "c2");
    await answer(await onlyTask());
    for (const id of ["c1", "c2"]) expect((await world.customer(id)).enrollments).toEqual([]);
    const closed = (await world.store.readSide.counters("prepare")).filter((c) => c.metric === "closed");
    expect(closed).toMatchObject([{ nodeId: "k", key: "done", add: 2 }]);
  });

  it("expires for all of them", async () => {
    world = await EngineWorld.create({ now: T0, flows: [staff(true)] });
    await enter("c1", "c2");
    await world.passTo(T0 + 3 * DAY_MS);
    expect(await onlyTask()).toMatchObject({ state: "expired" });
    expect(await reasons("c1", "c2")).toEqual(["completed", "completed"]);
  });
});
