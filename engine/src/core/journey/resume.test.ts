import type { Resumption } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { flowOf, type ShortEdge, type ShortNode, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;

type File = ReturnType<typeof flowOf>;

const START: ShortNode = ["t", "trigger.event", { event: "friend.added" }];
const flow = (nodes: readonly ShortNode[], edges: readonly ShortEdge[]) => flowOf("f", [START, ...nodes], edges);

function start(file: File, id = "c1"): Play {
  const play = new Play(contextOf({ flows: [file] }), T0, id);
  play.event("friend.added", { advisorId: "a1" });
  return play;
}

function pause(play: Play, file: File): void {
  play.context = contextOf({ flows: [file], states: { f: "paused" } });
}

/** The flow goes on; `isTold` = the run over the people inside comes to this customer. */
function resume(play: Play, file: File, how: Omit<Resumption, "at">, isTold = true): void {
  play.context = contextOf({ flows: [file], turns: { f: { resumptions: [{ at: play.now, ...how }] } } });
  if (isTold) play.published("f", false);
}

const steps = flow(
  [
    ["w", "wait.duration", { duration: "P2D" }],
    ["k", "task", sentTask({ title: "first" })],
    ["v", "wait.duration", { duration: "P2D" }],
    ["l", "task", sentTask({ title: "second" })],
    ["x", "wait.duration", { duration: "P3D" }],
    ["m", "task", sentTask({ title: "third" })],
  ],
  ["t:out>w", "w:out>k", "k:out>v", "v:out>l", "l:out>x", "x:out>m"],
);
/** Paused from the first day to the sixth: the first task was due on the second. */
function paused(id?: string): Play {
  const play = start(steps, id);
  play.pass(T0 + D);
  pause(play, steps);
  play.pass(T0 + 6 * D);
  expect(play.tasks).toEqual([]);
  expect(play.wakeAt === null || play.wakeAt > T0 + 6 * D).toBe(true);
  return play;
}
const issued = (play: Play) => play.tasks.map((t) => [t.title, (t.issuedAt - T0) / D]);

describe("§5 resume", () => {
  it("`run`: what was due in the pause is done at once, and the rest counts from there", () => {
    const play = paused();
    resume(play, steps, { pausedAt: T0 + D, mode: "run" });
    play.pass(T0 + 20 * D);
    expect(issued(play)).toEqual([
      ["first", 6],
      ["second", 8],
      ["third", 11],
    ]);
  });

  it("`skip`: tasks that were due in the pause are left out, people go on as if they had been passed over", () => {
    const play = paused();
    resume(play, steps, { pausedAt: T0 + D, mode: "skip" });
    expect(play.standing).toEqual(["x"]);
    play.pass(T0 + 20 * D);
    expect(play.trace("dropped").map((t) => [t.nodeId, t.detail?.reason])).toEqual([
      ["k", "paused"],
      ["l", "paused"],
    ]);
    expect(issued(play)).toEqual([["third", 7]]);
  });

  it("`spread`: what was due comes within the given hours, for each person at another time of them", () => {
    const times = new Set<number>();
    for (const id of ["a", "b", "c", "d", "e"]) {
      const play = paused(id);
      resume(play, steps, { pausedAt: T0 + D, mode: "spread", hours: 10 });
      expect(play.tasks).toEqual([]);
      play.pass(T0 + 6 * D + 10 * H);
      const [first] = play.tasks;
      expect(play.tasks).toHaveLength(1);
      expect(first?.issuedAt).toBeGreaterThanOrEqual(T0 + 6 * D);
      expect(first?.issuedAt).toBeLessThan(T0 + 6 * D + 10 * H);
      times.add(first?.issuedAt ?? 0);
      play.pass(T0 + 20 * D);
      expect(play.tasks[1]?.issuedAt).toBe((first?.issuedAt ?? 0) + 2 * D);
    }
    expect(times.size).toBe(5);
  });

  it("`shift`: every wait lasts as much longer as the pause was", () => {
    const play = paused();
    resume(play, steps, { pausedAt: T0 + D, mode: "shift" });
    play.pass(T0 + 20 * D);
    expect(issued(play)).toEqual([
      ["first", 7],
      ["second", 9],
      ["third", 12],
    ]);
  });

  it("`shift` takes local times again and leaves fixed dates where they are", () => {
    const at = flow(
      [
        ["w", "wait.duration", { duration: "P1D", at: "09:00" }],
        ["k", "task", sentTask({ title: "local" })],
      ],
      ["t:out>w", "w:out>k"],
    );
    const play = start(at);
    pause(play, at);
    play.pass(T0 + D + 5 * H);
    resume(play, at, { pausedAt: T0, mode: "shift" });
    play.pass(T0 + 9 * D);
    expect(play.tasks.map((t) => t.issuedAt)).toEqual([cst("2026-03-05 09:00")]);

    const fixed = flow(
      [
        ["w", "wait.until", { date: "2026-03-10T12:00:00+08:00", ifPast: "go" }],
        ["k", "task", sentTask()],
      ],
      ["t:out>w", "w:out>k"],
    );
    const dated = start(fixed);
    pause(dated, fixed);
    dated.pass(T0 + 3 * D);
    resume(dated, fixed, { pausedAt: T0, mode: "shift" });
    dated.pass(T0 + 30 * D);
    expect(dated.tasks.map((t) => t.issuedAt)).toEqual([cst("2026-03-10 12:00")]);
  });

  it("`shift` gives an open task the time back that the pause took", () => {
    const asks = flow([["k", "task", waitingTask(["ok"], { expireIn: "P2D" })]], ["t:out>k"]);
    const play = start(asks);
    pause(play, asks);
    play.pass(T0 + 5 * D);
    resume(play, asks, { pausedAt: T0, mode: "shift" });
    expect(play.open).toHaveLength(1);
    expect(play.effects.flatMap((e) => (e.kind === "task.patch" ? [e.expiresAt] : []))).toEqual([T0 + 7 * D]);
    play.pass(T0 + 7 * D);
    expect(play.open).toEqual([]);
  });

  it("an event that comes before the run over everybody finds the same as after it", () => {
    for (const mode of ["run", "skip", "shift"] as const) {
      const [told, first] = [paused(), paused()];
      resume(told, steps, { pausedAt: T0 + D, mode });
      resume(first, steps, { pausedAt: T0 + D, mode }, false);
      for (const play of [told, first]) {
        play.event("page.viewed", {}, { at: T0 + 6 * D + H, id: "view" });
        play.published("f", false);
        play.pass(T0 + 20 * D);
      }
      // `run` is as late as it is come to; the others follow from the time of the resumption.
      if (mode !== "run") expect(issued(first)).toEqual(issued(told));
      expect(first.tasks.map((t) => t.title)).toEqual(told.tasks.map((t) => t.title));
    }
  });

  const talks = flow(
    [
      ["w", "wait.event", { on: [{ id: "talk", event: "message.received" }], timeout: "P3D" }],
      ["k", "task", sentTask({ title: "answer" })],
      ["l", "task", sentTask({ title: "nothing" })],
    ],
    ["t:out>w", "w:talk>k", "w:timeout>l"],
  );

  it.each(["run", "skip", "spread", "shift"] as const)(
    "%s: a wait that was answered in the pause is answered",
    (mode) => {
      const play = start(talks);
      pause(play, talks);
      play.event("message.received", {}, { at: T0 + D });
      play.pass(T0 + 10 * D);
      expect(play.path).toEqual(["t:out"]);
      resume(play, talks, { pausedAt: T0, mode, ...(mode === "spread" && { hours: 4 }) });
      if (mode === "spread") expect(play.tasks).toEqual([]);
      play.pass(T0 + 10 * D + 4 * H);
      expect(play.path).toContain("w:talk");
      expect(play.tasks.map((t) => t.title)).toEqual(["answer"]);
      play.pass(T0 + 30 * D);
      expect(play.tasks).toHaveLength(1);
    },
  );

  it("`skip`: a task that comes back to itself is left out once, and then asked as ever", () => {
    const again = flow(
      [
        ["k", "task", waitingTask(["ok"], { expireIn: "PT1H" })],
        ["w", "wait.duration", { duration: "PT1H" }],
      ],
      ["t:out>k", "k:skipped>w", "w:out>k", "k:expired>k"],
    );
    const play = start(again);
    pause(play, again);
    play.pass(T0 + D);
    resume(play, again, { pausedAt: T0, mode: "skip" });
    play.pass(T0 + D + H);
    expect(play.trace("failed")).toEqual([]);
    expect(play.open.map((t) => t.issuedAt)).toEqual([T0 + D + H]);
  });

  it("two pauses of which nobody was told in between both count", () => {
    const play = paused();
    const resumptions: Resumption[] = [
      { at: T0 + 6 * D, pausedAt: T0 + D, mode: "shift" },
      { at: T0 + 8 * D, pausedAt: T0 + 6 * D + H, mode: "shift" },
    ];
    play.now = T0 + 8 * D;
    play.context = contextOf({ flows: [steps], turns: { f: { resumptions } } });
    play.published("f", false);
    expect(play.wakeAt).toBe(T0 + 2 * D + 5 * D + 2 * D - H);
    play.published("f", false);
    expect(play.wakeAt).toBe(T0 + 2 * D + 5 * D + 2 * D - H);
  });

  it("who is moved during a pause issues nothing, and goes on when the flow resumes", () => {
    const before = flow([["w", "wait.duration", { duration: "P5D" }]], ["t:out>w"]);
    const after = flow(
      [
        ["w", "wait.duration", { duration: "P1D" }],
        ["k", "task", sentTask()],
      ],
      ["t:out>w", "w:out>k"],
    );
    const play = start(before);
    const world = {
      flows: [after],
      earlier: { f: [before] },
      inside: { f: { 1: { w: { do: "move", to: "w" } } } },
    } as const;
    play.context = contextOf({ ...world, states: { f: "paused" } });
    play.now = T0 + 2 * D;
    play.event("enrollment.moved", {
      enrollmentId: play.customer.enrollments[0]?.id ?? "",
      flowId: "f",
      version: 2,
    });
    expect(play.customer.enrollments[0]?.version).toBe(2);
    expect([play.tasks, play.wakeAt]).toEqual([[], null]);
    play.now = T0 + 3 * D;
    play.context = contextOf({
      ...world,
      turns: { f: { resumptions: [{ at: play.now, pausedAt: T0, mode: "run" }] } },
    });
    play.published("f", false);
    expect(play.tasks).toHaveLength(1);
  });
});
