import type { Enrollment, TaskResult } from "@sopflow/schemas";
import { customerFacts, nowFacts } from "../profile/index.js";
import type { Facts } from "../rules/facts.js";
import { bucketOf } from "./ids.js";
import type { JourneyEvent, StepRun } from "./run.js";

/** What a condition reads when no enrollment is at hand: entries, audiences. */
export function customerScope(run: StepRun, zone: string, event?: JourneyEvent, position?: string): Facts {
  return {
    customer: customerFact(run, zone),
    ...(event ? { event: eventFact(event), input: "event" as const } : {}),
    ...(position === undefined ? {} : { position }),
    now: nowFacts(run.at, zone),
    at: run.at,
    zone,
    bucket: (experiment = "") => bucketOf(run.customer.id, experiment),
  };
}

/** What a condition reads inside a flow, at a node. */
export function enrollmentScope(
  run: StepRun,
  enrollment: Enrollment,
  more: { nodeId: string; position?: string; input?: Facts["input"]; event?: JourneyEvent | undefined },
): Facts {
  const zone = run.zone(enrollment);
  const last = enrollment.lastTask === undefined ? undefined : enrollment.results[enrollment.lastTask];
  return {
    customer: customerFact(run, zone),
    ...(more.event ? { event: eventFact(more.event) } : {}),
    enrollment: enrollmentFact(enrollment),
    task: last && taskFact(last),
    tasks: enrollment.results,
    now: nowFacts(run.at, zone),
    ...(more.position === undefined ? {} : { position: more.position }),
    ...(more.input === undefined ? {} : { input: more.input }),
    at: run.at,
    zone,
    bucket: (experiment = `${enrollment.flowId}/${more.nodeId}`) => bucketOf(run.customer.id, experiment),
  };
}

/** Facts of one zone are shared within a step: nearly every flow of a brand lives in the brand's own zone. */
function customerFact(run: StepRun, zone: string): unknown {
  const make = () => customerFacts(run.customer, run.at, zone);
  return zone === run.context.settings.timezone ? run.facts(make) : make();
}

const eventFact = (event: JourneyEvent) => ({ type: event.type, id: event.id, at: event.at, props: event.props });

const enrollmentFact = (e: Enrollment) => ({
  flowId: e.flowId,
  version: e.version,
  enteredAt: e.enteredAt,
  key: e.key,
  entry: e.entry,
  visits: e.visits,
});

const taskFact = (result: TaskResult) => result;
