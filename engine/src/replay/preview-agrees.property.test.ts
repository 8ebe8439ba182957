import { brandSettingsSchema, flowSchema } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileFlow, loadProgram } from "../core/flow/index.js";
import { openPolicy } from "../core/journey/journey.testkit.js";
import { partitionOf } from "../core/journey/partition.js";
import { EVENTS, randomFlows, toFlowFile } from "../core/journey/random-flow.testkit.js";
import { linesBy, type PreviewAnswer, runPreview, taskKey, trailOf } from "../core/preview/index.js";
import { previewContext } from "../core/preview/preview-context.js";
import { newCustomer } from "../core/profile/index.js";
import { MINUTE_MS } from "../core/time/index.js";
import { ReportTally } from "./report-tally.js";
import { Simulation } from "./simulation.js";
import { resultPlanner } from "./task-results.js";

const START = Date.UTC(2026, 2, 2, 2);
const ID = "c1";
/** Random flows may go round for ever: both are looked at up to here. */
const HORIZON_MS = 480 * MINUTE_MS;
const LAST_AT = START + HORIZON_MS;

const settings = brandSettingsSchema.parse(openPolicy());
/** A preview knows one customer and nobody's load: the replay's advisor must not get full either. */
const CAPACITY = 10_000;
const advisors = [{ id: "a1", name: "小林", pools: ["default"], capacityPerDay: CAPACITY, active: true }];

const happenings = fc.array(fc.record({ type: fc.constantFrom(...EVENTS), minute: fc.nat({ max: 400 }) }), {
  maxLength: 6,
});
/** How every task of a play is answered: after so many minutes with an outcome, or not at all. */
const manner = fc.record({
  afterMs: fc.constantFrom(5, 10, 30, 90).map((minutes) => minutes * MINUTE_MS),
  way: fc.constantFrom("yes", "no", "skipped", "expired"),
});

const answerOf = ({ afterMs, way }: { afterMs: number; way: string }): PreviewAnswer | undefined => {
  if (way === "expired") return undefined;
  if (way === "skipped") return { type: "task.skipped", afterMs, props: { reason: "other" } };
  return { type: "task.completed", afterMs, outcome: way };
};

/** Answers all tasks alike, however often the flow comes back to them. */
const everyTask = (answer: PreviewAnswer | undefined): Record<string, PreviewAnswer> =>
  new Proxy({}, { get: () => answer });

describe("a preview", () => {
  it("does to the customer what a replay does with the same inputs", () => {
    fc.assert(
      fc.property(randomFlows, happenings, manner, ([flow], drawn, how) => {
        if (!flow) return;
        const { compiled } = compileFlow(flowSchema.parse(toFlowFile(flow)), { version: 1 });
        if (!compiled) return;
        const program = loadProgram(compiled);
        const answer = answerOf(how);
        const last = { id: "last", type: "custom.zzz", at: LAST_AT, props: {} };
        const events = [
          ...drawn.map(({ type, minute }, i) => ({ id: `e${i}`, type, at: START + minute * MINUTE_MS, props: {} })),
          last,
        ];
        const request = {
          program,
          customer: newCustomer(ID, partitionOf(ID), START),
          start: { at: START, trigger: "t" },
          events,
          answers: everyTask(answer),
          settings,
          advisors,
          horizonMs: HORIZON_MS,
        };
        const preview = runPreview(request);

        const tally = new ReportTally([compiled]);
        const plan = resultPlanner({
          name: "random",
          get: () => answer && { ...answer, after: { days: 0, elapsedMs: answer.afterMs } },
        });
        const simulation = new Simulation([ID], previewContext(request), tally, plan);
        const tasks: string[] = [];
        simulation.onTask = (task) => tasks.push(`${taskKey(task)}@${task.issuedAt}`);
        simulation.create(0, START, false);
        const entering = { id: "enter", type: flow.trigger.event, at: START, props: {} };
        for (const { id, type, at, props } of [entering, ...events].sort((a, b) => a.at - b.at)) {
          const times = { at, received: at, now: at };
          simulation.apply(0, { kind: "event", id: `preview/${id}`, seq: 0, type, source: "preview", ...times, props });
        }
        simulation.catchUp(LAST_AT);
        expect(["over", "horizon"]).toContain(preview.stop);
        const shown = preview.lines.flatMap((line) => (line.kind === "task" ? [`${line.key}@${line.at}`] : []));
        expect(shown).toEqual(tasks);
        expect(preview.customer).toEqual(simulation.customer(0));
      }),
      { numRuns: 150 },
    );
  });

  it("never takes back what the slider has lit", () => {
    fc.assert(
      fc.property(randomFlows, happenings, manner, ([flow], drawn, how) => {
        if (!flow) return;
        const { compiled } = compileFlow(flowSchema.parse(toFlowFile(flow)), { version: 1 });
        if (!compiled) return;
        const preview = runPreview({
          program: loadProgram(compiled),
          customer: newCustomer(ID, partitionOf(ID), START),
          start: { at: START, trigger: "t" },
          events: drawn.map(({ type, minute }, i) => ({
            id: `e${i}`,
            type,
            at: START + minute * MINUTE_MS,
            props: {},
          })),
          answers: everyTask(answerOf(how)),
          settings,
          maxSteps: 60,
        });
        let before = trailOf(preview, 0);
        let time = 0;
        for (let count = 0; count <= preview.lines.length; count++) {
          const trail = trailOf(preview, count);
          expect(trail.visited.slice(0, before.visited.length)).toEqual(before.visited);
          expect(trail.taken.slice(0, before.taken.length)).toEqual(before.taken);
          before = trail;
          const at = preview.lines[count]?.at ?? Number.POSITIVE_INFINITY;
          expect(at).toBeGreaterThanOrEqual(time);
          time = at;
        }
        expect(linesBy(preview, preview.endAt)).toBe(preview.lines.length);
      }),
      { numRuns: 100 },
    );
  });
});
