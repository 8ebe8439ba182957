import type { Enrollment, JsonObject } from "@sopflow/schemas";
import { choiceAt } from "../flow/compare-nodes.js";
import { exitEnrollment } from "./end.js";
import { moveEnrollment } from "./move-enrollment.js";
import type { JourneyEvent, StepRun } from "./run.js";

/** Reason of an exit that was chosen for a node's people when a version was published. */
export const NEW_VERSION = "new_version";

/**
 * What a lead ordered for one enrollment: to go elsewhere, or to end. True if the event is such an order; it is no event
 * of the customer, so nothing else is asked about it. An order for an enrollment that is gone changes nothing.
 */
export function carryOutOrder(run: StepRun, { type, props }: JourneyEvent): boolean {
  if (type !== "enrollment.moved" && type !== "enrollment.exited") return false;
  const enrollment = run.customer.enrollments.find((e) => e.id === props.enrollmentId);
  if (!enrollment) return true;
  if (type === "enrollment.exited") exitEnrollment(run, enrollment, String(props.reason));
  else move(run, enrollment, props);
  return true;
}

function move(run: StepRun, enrollment: Enrollment, { version, nodeId, by }: JourneyEvent["props"]): void {
  if (typeof version !== "number" || enrollment.state !== "active") return;
  const why: JsonObject = typeof by === "string" ? { by } : {};
  if (typeof nodeId === "string") {
    const program = run.context.flows.program(enrollment.flowId, version);
    if (program) moveEnrollment(run, enrollment, { program, nodeId, why });
    return;
  }
  const flow = run.context.flows.get(enrollment.flowId);
  // Only the version whose choices these were: a later one has its own.
  if (flow?.newest.version !== version || enrollment.version >= version) return;
  const choice = choiceAt(flow.inside, enrollment.version, enrollment.nodeId);
  if (choice.do === "exit") exitEnrollment(run, enrollment, NEW_VERSION);
  else if (choice.do === "move") moveEnrollment(run, enrollment, { program: flow.newest, nodeId: choice.to, why });
}
