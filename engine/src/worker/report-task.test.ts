import type { Task } from "@sopflow/schemas";
import { afterEach, describe, expect, it } from "vitest";
import { flowOf, waitingTask } from "../core/journey/flows.testkit.js";
import { cst } from "../core/journey/journey.testkit.js";
import { DAY_MS, HOUR_MS } from "../core/time/index.js";
import { EngineWorld } from "./engine.testkit.js";
import type { TaskReport } from "./sop-engine.js";

const T0 = cst("2026-03-02 10:00");
const asks = flowOf(
  "asks",
  [
    ["t", "trigger.event", { event: "friend.added", where: { all: [] } }],
    [
      "k",
      "task",
      waitingTask([], {
        outcomes: [
          { id: "left", label: "有存货", fields: [{ id: "days", label: "还剩天数", type: "daysLeft" }] },
          { id: "no", label: "不需要", intent: "not_needed" },
        ],
        expireIn: "P1D",
      }),
    ],
    ["x", "exit", { reason: "answered" }],
  ],
  ["t:out>k", "k:left>x"],
);

let world: EngineWorld;
afterEach(() => world.dispose());

async function openTask(): Promise<Task> {
  world = await EngineWorld.create({ now: T0, flows: [asks] });
  await world.post("friend.added", "c1", { advisorId: "a1" });
  await world.engine.runUntilIdle();
  const [task] = await world.tasks();
  if (!task) throw new Error("no task");
  return task;
}

let requests = 0;
const base = () => ({ by: "a1", at: world.clock.now(), requestId: `r${++requests}` });
const report = async (task: Task, what: object) =>
  world.engine.reportTask(task.id, { ...base(), ...what } as TaskReport); // the cases below are such
const current = async (task: Task) => world.store.tasks.get(task.id);

describe("a report on a task", () => {
  it("closes the task and moves the customer by the outcome's port", async () => {
    const task = await openTask();
    world.clock.advance(HOUR_MS);
    expect(await report(task, { kind: "complete", outcome: "left", fields: { days: 9 } })).toEqual({
      status: "accepted",
    });
    await world.engine.runUntilIdle();
    const result = { outcome: "left", fields: { days: 9 }, by: "a1", at: T0 + HOUR_MS };
    expect(await current(task)).toMatchObject({ state: "done", result, closedAt: T0 + HOUR_MS });
    expect((await world.customer("c1")).flows.asks?.lastReason).toBe("answered");
  });

  it("counts once when the same request is sent again", async () => {
    const task = await openTask();
    const one = { ...base(), kind: "skip", reason: "刚聊过" } as const;
    expect(await world.engine.reportTask(task.id, one)).toEqual({ status: "accepted" });
    expect(await world.engine.reportTask(task.id, one)).toEqual({ status: "duplicate" });
    await world.engine.runUntilIdle();
    expect(await current(task)).toMatchObject({ state: "skipped", result: { skipReason: "刚聊过" } });
    expect((await current(task))?.late).toBeUndefined();
  });

  it.each([
    ["task.outcome_missing", { kind: "complete" }],
    ["task.outcome_unknown", { kind: "complete", outcome: "bought" }],
    ["task.field_invalid", { kind: "complete", outcome: "left", fields: { days: "soon" } }],
    ["task.reason_missing", { kind: "skip", reason: " " }],
    ["task.postpone_invalid", { kind: "postpone", until: T0 + DAY_MS + 1 }],
    ["task.postpone_invalid", { kind: "postpone", until: T0 - 1 }],
    ["event.too_large", { kind: "complete", outcome: "left", note: "长".repeat(6_000) }],
  ])("is refused with %s, and nothing is logged", async (code, what) => {
    const task = await openTask();
    const before = await world.store.log.lastSeq();
    expect(await report(task, what)).toMatchObject({ status: "rejected", code });
    expect(await world.store.log.lastSeq()).toBe(before);
  });

  it("names a task that does not exist", async () => {
    await openTask();
    const answer = await world.engine.reportTask("nothing", { ...base(), kind: "open" });
    expect(answer).toMatchObject({ status: "rejected", code: "task.not_found" });
  });

  it("is kept as late when the task is closed, and moves nothing", async () => {
    const task = await openTask();
    await world.passTo(T0 + 2 * DAY_MS);
    expect(await current(task)).toMatchObject({ state: "expired" });
    const before = await world.customer("c1");
    expect(await report(task, { kind: "complete", outcome: "left" })).toMatchObject({
      status: "late",
      code: "task.closed",
    });
    await world.engine.runUntilIdle();
    expect(await current(task)).toMatchObject({ state: "expired", late: [{ outcome: "left", by: "a1" }] });
    expect((await world.customer("c1")).enrollments).toEqual(before.enrollments);
  });

  it("keeps the second of two answers that crossed as late", async () => {
    const task = await openTask();
    await report(task, { kind: "complete", outcome: "no" });
    expect(await report(task, { kind: "complete", outcome: "left" })).toEqual({ status: "accepted" });
    await world.engine.runUntilIdle();
    expect(await current(task)).toMatchObject({
      state: "done",
      result: { outcome: "no" },
      late: [{ outcome: "left" }],
    });
  });

  it("postpones and opens an open task without closing it", async () => {
    const task = await openTask();
    const until = T0 + 5 * HOUR_MS;
    expect(await report(task, { kind: "postpone", until })).toEqual({ status: "accepted" });
    expect(await report(task, { kind: "open" })).toEqual({ status: "accepted" });
    await world.engine.runUntilIdle();
    expect(await current(task)).toMatchObject({ state: "open", postponedUntil: until });
    expect((await world.customer("c1")).enrollments[0]?.tasks).toMatchObject([{ id: task.id, opened: true }]);
  });
});
