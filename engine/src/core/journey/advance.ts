import type { Enrollment } from "@sopflow/schemas";
import { definitionOf } from "../nodes/registry.js";
import { completeEnrollment, emitRow, exitEnrollment } from "./end.js";
import { NodeError } from "./errors.js";
import { NodeScope, type Way } from "./node-scope.js";
import { type JourneyEvent, MAX_CHAIN_VISITS, type StepRun } from "./run.js";
import { clearWaits } from "./timers.js";

/** What a node decided: leave by a way, stay, or end the enrollment with a reason. */
export type Arrival = Way | "stay" | { readonly exit: string };

/** Runs `work` for one enrollment; an error inside it ends that enrollment as failed and nothing else (§4.12). */
export function guarded(run: StepRun, enrollment: Enrollment, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof NodeError)) throw error;
    exitEnrollment(run, enrollment, "failed", { failed: { code: error.code } });
  }
}

/** The scope of the node that an enrollment stands on. */
export function scopeOf(run: StepRun, enrollment: Enrollment): NodeScope {
  const program = run.program(enrollment);
  const node = program?.plan.nodes[enrollment.nodeId];
  if (!program || !node) {
    throw new NodeError(
      "flow.version_missing",
      `${enrollment.flowId}@${enrollment.version}/${enrollment.nodeId} is not in the store`,
    );
  }
  return new NodeScope(run, enrollment, program, node);
}

/** Leaves the node at hand by a way and goes on until a node holds the enrollment or its path ends. */
export function follow(run: StepRun, enrollment: Enrollment, way: Way): void {
  let next: Way | undefined = way;
  while (next !== undefined) {
    leave(run, enrollment, next);
    if (next.to === null) {
      completeEnrollment(run, enrollment);
      return;
    }
    next = enter(run, enrollment, next.to);
  }
}

function leave(run: StepRun, enrollment: Enrollment, way: Way): void {
  clearWaits(run.customer, enrollment);
  enrollment.node = {};
  const { port, rule, seen } = way;
  run.trace("left", enrollment, enrollment.nodeId, { port, rule, detail: seen });
}

/** An enrollment was put on the node it stands on: it does what everybody does who arrives there. */
export function arriveAt(run: StepRun, enrollment: Enrollment, scope: NodeScope): void {
  const way = scope.node.disabled ? passThrough(run, enrollment, scope) : undefined;
  if (!scope.node.disabled) proceed(run, enrollment, definitionOf(scope.node).arrive(scope) ?? "stay");
  else if (way) proceed(run, enrollment, way);
}

/** Arrives at a node: a new visit. Returns the way on, undefined when the enrollment stays or has ended. */
function enter(run: StepRun, enrollment: Enrollment, nodeId: string): Way | undefined {
  const { chain } = run.cause;
  chain.visits += 1;
  enrollment.nodeId = nodeId;
  enrollment.visit = (enrollment.visits[nodeId] ?? 0) + 1;
  enrollment.visits[nodeId] = enrollment.visit;
  enrollment.since = run.at;
  run.trace("arrived", enrollment, nodeId);
  if (chain.visits > MAX_CHAIN_VISITS) {
    run.trace("loop", enrollment, nodeId);
    throw new NodeError("flow.loop", `more than ${MAX_CHAIN_VISITS} nodes in one chain`);
  }
  const scope = scopeOf(run, enrollment);
  if (scope.node.disabled) return passThrough(run, enrollment, scope);
  const arrival = definitionOf(scope.node).arrive(scope);
  return carryOut(run, enrollment, arrival ?? "stay");
}

/** A disabled node is left by its first port without acting; behind one that has no port (an exit) the path ends. */
function passThrough(run: StepRun, enrollment: Enrollment, scope: NodeScope): Way | undefined {
  const way = scope.decide("arrive");
  if (way === undefined) completeEnrollment(run, enrollment);
  return way;
}

/** Does what a node decided; the way on is returned for the loop, not followed here, so that paths never recurse. */
function carryOut(run: StepRun, enrollment: Enrollment, arrival: Arrival): Way | undefined {
  if (arrival === "stay") {
    emitRow(run, enrollment, "active");
    return undefined;
  }
  if ("exit" in arrival) {
    exitEnrollment(run, enrollment, arrival.exit);
    return undefined;
  }
  return arrival;
}

/** Goes on from where the enrollment stands, as a node decided on a timer, an event or a result. */
export function proceed(run: StepRun, enrollment: Enrollment, arrival: Arrival | undefined): void {
  if (arrival === undefined) return;
  if (run.isPaused(enrollment) && typeof arrival === "object" && "port" in arrival) {
    remember(run, enrollment, arrival);
    return;
  }
  const way = carryOut(run, enrollment, arrival);
  if (way) follow(run, enrollment, way);
}

/** The wait is answered in a pause: its timers go, and the way is taken when the flow resumes (FLOW-FORMAT §5). */
function remember(run: StepRun, enrollment: Enrollment, { port, to, rule, seen }: Way): void {
  enrollment.node.matched ??= { port, to, ...(rule !== undefined && { rule }), ...(seen !== undefined && { seen }) };
  clearWaits(run.customer, enrollment);
}

/** An event reaches the enrollment's wait; at most one wait per event (FLOW-FORMAT §4.6). */
export function offerEvent(run: StepRun, enrollment: Enrollment, event: JourneyEvent): void {
  if (enrollment.state !== "active" || run.moved.has(enrollment.id) || enrollment.node.matched) return;
  const scope = scopeOf(run, enrollment);
  const arrival = definitionOf(scope.node).event?.(scope, event);
  if (arrival === undefined || arrival === "stay") return;
  run.moved.add(enrollment.id);
  proceed(run, enrollment, arrival);
}
