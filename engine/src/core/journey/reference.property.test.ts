import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contextOf, cst, Play } from "./journey.testkit.js";
import { EVENTS, randomFlows, toFlowFile } from "./random-flow.testkit.js";
import { ReferenceJourney, type RefFlow } from "./reference.testkit.js";
import { MAX_CHAIN_VISITS } from "./run.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;
const AFTERWARDS = 24 * 60;

type Act =
  | { readonly kind: "event"; readonly after: number; readonly type: string }
  | {
      readonly kind: "answer";
      readonly after: number;
      readonly index: number;
      readonly outcome: "yes" | "no" | "skipped";
    };

const after = fc.constantFrom(0, 1, 4, 5, 10, 15, 30);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant("event" as const), after, type: fc.constantFrom(...EVENTS) }),
  fc.record({
    kind: fc.constant("answer" as const),
    after,
    index: fc.nat({ max: 2 }),
    outcome: fc.constantFrom("yes" as const, "no" as const, "skipped" as const),
  }),
);

function byReference(flows: readonly RefFlow[], acts: readonly Act[]) {
  const journey = new ReferenceJourney(flows);
  for (const a of acts) {
    journey.pass(journey.now + a.after);
    if (a.kind === "event") journey.event(a.type);
    else journey.answer(a.index, a.outcome);
  }
  journey.pass(journey.now + AFTERWARDS);
  const { story, tags, open, busiest } = journey;
  return { result: { story, tags: [...tags].sort(), open: open.length }, busiest };
}

const TOLD = new Set([
  "entered",
  "left",
  "issued",
  "result",
  "withdrawn",
  "dropped",
  "goal",
  "exited",
  "completed",
  "closed",
]);

function byStep(flows: readonly RefFlow[], acts: readonly Act[]) {
  const play = new Play(contextOf({ flows: flows.map(toFlowFile) }), T0);
  for (const a of acts) {
    play.pass(play.now + a.after * MINUTE);
    if (a.kind === "event") {
      play.event(a.type);
      continue;
    }
    const task = play.open[a.index];
    if (!task) continue;
    if (a.outcome === "skipped") play.skip(task);
    else play.complete(task, task.waits ? a.outcome : undefined);
  }
  play.pass(play.now + AFTERWARDS * MINUTE);
  const story = play.trace().flatMap(({ what, at, flowId, nodeId, port, detail }) => {
    if (!TOLD.has(what)) return [];
    const more = what === "left" ? `:${port}` : what === "result" ? `:${detail?.outcome}` : "";
    const where = what === "goal" ? detail?.goal : nodeId;
    return [`${(at - T0) / MINUTE} ${flowId} ${what} ${where}${more}`];
  });
  return { story, tags: [...play.customer.tags].sort(), open: play.open.length };
}

describe("step and a naive interpreter of the same flows", () => {
  it("tell the same story: paths, tasks, goals, endings, in the same order at the same minutes", () => {
    fc.assert(
      fc.property(randomFlows, fc.array(act, { minLength: 1, maxLength: 20 }), (flows, acts) => {
        const told = byReference(flows, acts);
        fc.pre(told.busiest <= MAX_CHAIN_VISITS); // loops are another test's
        expect(byStep(flows, acts)).toEqual(told.result);
      }),
      { numRuns: 300 },
    );
  });
});
