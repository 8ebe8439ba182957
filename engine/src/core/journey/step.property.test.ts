import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;
const D = 24 * 60 * MINUTE;

/** Flows that between them use waits, tasks that wait, loops, exits, goals, tags and an audience. */
const flows = [
  flowOf(
    "intake",
    [
      ["t", "trigger.event", { event: "friend.added" }],
      ["k", "task", waitingTask(["yes", "no"], { purpose: "service", expireIn: "P2D" })],
      ["w", "wait.event", { on: [{ id: "talk", event: "message.received" }], timeout: "P1DT6H" }],
      ["g", "tag", { add: ["热"] }],
      ["m", "task", sentTask()],
    ],
    ["t:out>k", "k:yes>w", "k:skipped>w", "k:expired>w", "w:talk>g", "w:timeout>m", "m:out>w"],
    {
      exitWhen: [{ on: "order.paid", reason: "purchased" }],
      goals: [{ id: "buy", on: "order.paid", within: "P14D" }],
    },
  ),
  flowOf(
    "campaign",
    [
      ["t", "trigger.event", { event: "tag.added" }],
      [
        "r",
        "campaign.rhythm",
        {
          day1: "nextDay",
          slots: [1, 2, 3].map((day) => ({ id: `d${day}`, day, time: "11:00", title: "活动", script: "活动" })),
        },
      ],
    ],
    ["t:out>r"],
    { priority: 80 },
  ),
  flowOf(
    "quiet",
    [
      [
        "t",
        "trigger.audience",
        {
          where: {
            all: [{ fact: "customer", path: "$.activity.daysSince", operator: "greaterThanInclusive", value: 3 }],
          },
        },
      ],
      [
        "w",
        "wait.condition",
        {
          where: { all: [{ fact: "customer", path: "$.orders.count", operator: "greaterThan", value: 0 }] },
          timeout: "P4D",
        },
      ],
      ["k", "task", sentTask({ channel: "phone" })],
    ],
    ["t:out>w", "w:timeout>k"],
  ),
];
const context = contextOf({ flows, settings: {} });

type Act =
  | { readonly kind: "event"; readonly type: string; readonly afterMin: number }
  | { readonly kind: "result"; readonly outcome: string; readonly afterMin: number }
  | { readonly kind: "pass"; readonly afterMin: number };

const after = fc.integer({ min: 0, max: 3 * 24 * 60 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant("event" as const),
    type: fc.constantFrom("friend.added", "message.received", "order.paid", "page.viewed", "friend.removed"),
    afterMin: after,
  }),
  fc.record({ kind: fc.constant("result" as const), outcome: fc.constantFrom("yes", "no", "skip"), afterMin: after }),
  fc.record({ kind: fc.constant("pass" as const), afterMin: after }),
);

/** Serves every timer at its own due time, as a replay does. `also` = further moments at which time is told. */
function passTo(play: Play, until: number, also: readonly number[] = []): void {
  const stops = [...also.filter((t) => t > play.now && t < until).sort((a, b) => a - b), until];
  for (const stop of stops) {
    while (play.wakeAt !== null && play.wakeAt <= stop) play.until(play.wakeAt);
    play.until(stop);
  }
}

function run(acts: readonly Act[], also: readonly number[] = []): Play {
  const play = new Play(context, T0);
  let orders = 0;
  for (const a of acts) {
    passTo(play, play.now + a.afterMin * MINUTE, also);
    if (a.kind === "result") {
      const task = play.open[0];
      if (task && a.outcome === "skip") play.skip(task);
      else if (task) play.complete(task, task.outcomes.length > 0 ? a.outcome : undefined);
    } else if (a.kind === "event") {
      orders += 1;
      const props = a.type === "order.paid" ? { orderId: `o${orders}`, amount: 9_900 } : { advisorId: "a1" };
      play.event(a.type, props);
    }
    checkInvariants(play);
  }
  passTo(play, play.now + 40 * D, also);
  checkInvariants(play);
  return play;
}

function checkInvariants(play: Play): void {
  const { customer } = play;
  const ids = play.tasks.map((t) => t.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const timer of customer.timers) expect(timer.at).toBeGreaterThan(customer.clock - 1);
  for (const timer of customer.timers) {
    if (timer.e !== "") expect(customer.enrollments.some((e) => e.id === timer.e)).toBe(true);
  }
  const openInDocument = customer.enrollments.flatMap((e) => e.tasks.map((t) => t.id)).sort();
  expect(openInDocument).toEqual(play.open.map((t) => t.id).sort());
  for (const flowId of ["intake", "campaign", "quiet"]) {
    expect(customer.enrollments.filter((e) => e.flowId === flowId && e.state === "active").length).toBeLessThan(2);
  }
  for (const enrollment of customer.enrollments) {
    const node = context.flows.program(enrollment.flowId, enrollment.version)?.plan.nodes[enrollment.nodeId];
    expect(node).toBeDefined();
    // Nobody stands where nothing will ever move them.
    const kinds = enrollment.state === "active" ? ["wait", "issue", "expire"] : ["expire", "goals"];
    expect(customer.timers.some((t) => t.e === enrollment.id && kinds.includes(t.kind))).toBe(true);
    expect(enrollment.state === "active" || enrollment.pending.length === 0).toBe(true);
  }
}

const outcome = (play: Play) => ({
  tasks: play.tasks.map((t) => [t.id, t.nodeId, t.issuedAt, t.text]),
  path: play.trace().map((t) => [t.what, t.enrollmentId, t.nodeId, t.port, t.at]),
});

describe("step, over random histories", () => {
  it("keeps its invariants and loses nobody", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => void run(acts)),
      { numRuns: 150 },
    );
  });

  it("gives the same result however often time is told in between", () => {
    const moments = fc.array(fc.integer({ min: 0, max: 40 * 24 * 60 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), moments, (acts, minutes) => {
        const also = minutes.map((m) => T0 + m * MINUTE);
        expect(outcome(run(acts, also))).toEqual(outcome(run(acts)));
      }),
      { numRuns: 80 },
    );
  });

  it("never contacts a customer more than the policy allows", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        const play = run(acts);
        // What was withdrawn unopened reached nobody and gave its slot back.
        const withdrawn = new Set(play.trace("withdrawn").map((t) => t.detail?.task));
        const times = play.tasks
          .filter((t) => t.purpose === "marketing" && t.channel === "chat" && !withdrawn.has(t.id))
          .map((t) => t.issuedAt);
        times.forEach((at, i) => {
          const previous = times[i - 1];
          if (previous !== undefined) expect(at - previous).toBeGreaterThanOrEqual(2 * D);
        });
      }),
      { numRuns: 80 },
    );
  });

  it("a task goes out only in contact hours", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        for (const task of run(acts).tasks) {
          const hour = new Date(task.issuedAt + 8 * 60 * MINUTE).getUTCHours();
          expect(hour).toBeGreaterThanOrEqual(9);
          expect(hour).toBeLessThan(21);
        }
      }),
      { numRuns: 80 },
    );
  });
});
