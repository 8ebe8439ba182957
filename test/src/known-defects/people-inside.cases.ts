import type { InsideChoice, ResumeChoice } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import {
  cst,
  type EngineWorld,
  flowOf,
  Lead,
  type MakeWorld,
  openTask,
  sentTask,
  standing,
  taskLines,
  waitingTask,
} from "./defect-worlds.js";

const T0 = cst("2026-03-02 10:00");
const DAY = 86_400_000;
const START = ["t", "trigger.event", { event: "friend.added" }] as const;

/** A task that is waited for, then some days, then a word. */
const before = flowOf(
  "f",
  [
    START,
    ["ask", "task", waitingTask(["ok"], { title: "ask", expireIn: "P20D" })],
    ["w", "wait.duration", { duration: "P3D" }],
    ["k", "task", sentTask({ title: "old way" })],
  ],
  ["t:out>ask", "ask:ok>w", "w:out>k"],
);
/** Both places where people stand are gone. */
const after = flowOf(
  "f",
  [START, ["v", "wait.duration", { duration: "P5D" }], ["n", "task", sentTask({ title: "new way" })]],
  ["t:out>v", "v:out>n"],
);

const answer = async (world: EngineWorld, id: string, outcome: string) => {
  const task = await openTask(world, id);
  const base = { by: "a1", at: world.clock.now(), requestId: `${task.id}/${outcome}` };
  await world.engine.reportTask(task.id, { ...base, kind: "complete", outcome });
  await world.engine.runUntilIdle();
};

export function peopleInsideCases(make: MakeWorld): void {
  describe("5 · Parcelvoy loses the rows of a deleted step, Mautic #16262 sends its people round and round:", () => {
    /** `asked` stands on the task, `waits` on the wait; then the version without either is published. */
    async function nodesDeleted(choice: InsideChoice["choice"] | undefined): Promise<EngineWorld> {
      const world = await make({ now: T0 });
      const lead = new Lead(world);
      await lead.publish(before);
      for (const id of ["asked", "waits"]) await world.post("friend.added", id, { advisorId: "a1" });
      await world.engine.runUntilIdle();
      await answer(world, "waits", "ok");
      world.clock.advance(DAY);
      const choices = ["ask", "w"].flatMap((nodeId) => (choice ? [{ version: 1, nodeId, choice }] : []));
      await lead.publish(after, { choices });
      return world;
    }
    const titles = async (world: EngineWorld, id: string) =>
      (await taskLines(world)).filter(([who]) => who === id).map(([, title, state]) => `${title} ${state}`);

    it("people on a deleted node stay in their version and finish it", async () => {
      const world = await nodesDeleted(undefined);
      expect([await standing(world, "asked"), await standing(world, "waits")]).toEqual([["f@1/ask"], ["f@1/w"]]);
      await world.passTo(T0 + 2 * DAY);
      await answer(world, "asked", "ok");
      await world.passTo(T0 + 5 * DAY);
      expect(await titles(world, "asked")).toEqual(["ask done", "old way open"]);
      expect(await titles(world, "waits")).toEqual(["ask done", "old way open"]);
    });

    it("people moved away from a deleted node go on at the chosen one, each once, whatever comes after", async () => {
      const world = await nodesDeleted({ do: "move", to: "v" });
      expect([await standing(world, "asked"), await standing(world, "waits")]).toEqual([["f@2/v"], ["f@2/v"]]);
      await world.crash();
      await world.passTo(T0 + 60 * DAY);
      expect(await titles(world, "asked")).toEqual(["ask withdrawn", "new way expired"]);
      expect(await titles(world, "waits")).toEqual(["ask done", "new way expired"]);
    });

    it("people taken out at a deleted node leave with a reason, and their tasks are withdrawn", async () => {
      const world = await nodesDeleted({ do: "exit" });
      expect([await standing(world, "asked"), await standing(world, "waits")]).toEqual([[], []]);
      await world.passTo(T0 + 30 * DAY);
      expect(await titles(world, "asked")).toEqual(["ask withdrawn"]);
      expect(await titles(world, "waits")).toEqual(["ask done"]);
      const rows = await world.store.readSide.enrollments({ flowId: "f", limit: 10 });
      expect(rows.map(({ state, reason }) => [state, typeof reason])).toEqual([
        ["ended", "string"],
        ["ended", "string"],
      ]);
    });
  });

  describe("6 · Dittofeed, `continueAsNew` takes the old definition along:", () => {
    const says = (title: string) =>
      flowOf(
        "f",
        [START, ["w", "wait.duration", { duration: "P2D" }], ["k", "task", sentTask({ title, expireIn: "P1D" })]],
        ["t:out>w", "w:out>k"],
      );

    it("who waits when a version is published keeps the old one, and re-enters in the new one", async () => {
      const world = await make({ now: T0 });
      const lead = new Lead(world);
      await lead.publish(says("old"));
      await world.post("friend.added", "c1", { advisorId: "a1" });
      await world.passTo(T0 + DAY);
      await lead.publish(says("new"), { choices: [{ version: 1, nodeId: "w", choice: { do: "stay" } }] });
      await world.passTo(T0 + 5 * DAY);
      await world.crash();
      await world.post("friend.added", "c1", { advisorId: "a1" });
      await world.engine.runUntilIdle();
      expect(await standing(world, "c1")).toEqual(["f@2/w"]);
      await world.passTo(T0 + 9 * DAY);
      expect((await taskLines(world)).map(([, title, , at]) => [title, (at - T0) / DAY])).toEqual([
        ["new", 7],
        ["old", 2],
      ]);
    });
  });

  describe("7 · Dittofeed skips and ends, Braze ends who was due during a pause:", () => {
    const steps = flowOf(
      "f",
      [
        START,
        ["w", "wait.duration", { duration: "P2D" }],
        ["k", "task", sentTask({ title: "first" })],
        ["v", "wait.duration", { duration: "P5D" }],
        ["l", "task", sentTask({ title: "second" })],
      ],
      ["t:out>w", "w:out>k", "k:out>v", "v:out>l"],
    );
    it.each<[ResumeChoice, readonly [string, number][]]>([
      [
        { mode: "run" },
        [
          ["first", 6],
          ["second", 11],
        ],
      ],
      [{ mode: "skip" }, [["second", 7]]],
      [
        { mode: "shift" },
        [
          ["first", 7],
          ["second", 12],
        ],
      ],
      [
        { mode: "spread", hours: 24 },
        [
          ["first", 6],
          ["second", 11],
        ],
      ],
    ])("paused from the first day to the sixth and resumed with %j nobody is lost", async (how, expected) => {
      const world = await make({ now: T0 });
      const lead = new Lead(world);
      await lead.publish(steps);
      await world.post("friend.added", "c1", { advisorId: "a1" });
      await world.passTo(T0 + DAY);
      await lead.pause("f");
      await world.passTo(T0 + 6 * DAY);
      expect(await taskLines(world)).toEqual([]);
      expect(await standing(world, "c1")).toEqual(["f@1/w"]);
      await lead.resume("f", how);
      await world.passTo(T0 + 40 * DAY);
      const days = (await taskLines(world)).map(([, title, , at]) => [title, Math.floor((at - T0) / DAY)]);
      expect(days.sort()).toEqual(expected);
      expect((await world.customer("c1")).flows.f?.lastReason).toBe("completed");
    });
  });

  describe("15 · Braze, exit criteria are looked at when the step ends:", () => {
    it("an exit event during a wait ends it at once and takes the open task off the advisor's list", async () => {
      const sells = flowOf(
        "f",
        [
          START,
          ["k", "task", sentTask({ title: "offer", expireIn: "P30D" })],
          ["w", "wait.duration", { duration: "P30D" }],
          ["l", "task", sentTask({ title: "again" })],
        ],
        ["t:out>k", "k:out>w", "w:out>l"],
        { exitWhen: [{ on: "order.paid", where: { all: [] }, reason: "purchased" }] },
      );
      const world = await make({ now: T0, flows: [sells] });
      for (const id of ["buys", "not"]) await world.post("friend.added", id, { advisorId: "a1" });
      await world.passTo(T0 + DAY);
      await world.post("order.paid", "buys", { orderId: "o1", amount: 100 });
      await world.engine.runUntilIdle();
      expect(await taskLines(world)).toEqual([
        ["buys", "offer", "withdrawn", T0],
        ["not", "offer", "open", T0],
      ]);
      const [task] = await world.store.tasks.query({ customerId: "buys", limit: 1 });
      expect(task).toMatchObject({ closedAt: T0 + DAY, closeReason: "purchased" });
      const buyer = await world.customer("buys");
      expect([buyer.enrollments, buyer.timers.filter((timer) => timer.kind === "wait")]).toEqual([[], []]);
      await world.passTo(T0 + 40 * DAY);
      expect((await taskLines(world)).map(([id, title]) => [id, title])).toEqual([
        ["buys", "offer"],
        ["not", "again"],
        ["not", "offer"],
      ]);
    });
  });
}
