import type { QueuedEntry } from "@sopflow/schemas";
import { customerScope } from "./condition-facts.js";
import type { PublishedFlow } from "./context.js";
import { enroll, refuseEntry } from "./enroll.js";
import { endQueued, takeQueued } from "./entry-queue.js";
import type { JourneyEvent, StepRun } from "./run.js";

/** The turn of an entry has come: it enters like any other, if the flow still wants it and would still take it. */
export function admitEntry(run: StepRun, { props }: JourneyEvent): void {
  const entry = run.customer.queued?.find((q) => q.id === props.entryId);
  if (!entry) return;
  takeQueued(run.customer, entry);
  const flow = run.context.flows.get(entry.flowId);
  if (flow) {
    const { nodeId, inputId } = entry;
    if (stillMatches(run, flow, entry)) enroll(run, flow, nodeId, { id: inputId, props: entry.props, admitted: true });
    else refuseEntry(run, flow, nodeId, inputId, "matches_no_more");
  }
  if (!run.begun.has(entry.id)) endQueued(run, entry, "not_admitted");
}

/** An event stays what it was; who was found by a condition must match it still. */
function stillMatches(run: StepRun, flow: PublishedFlow, { nodeId }: QueuedEntry): boolean {
  const { audiences, schedules } = run.context.flows;
  const isThis = (trigger: { flow: PublishedFlow; nodeId: string }) =>
    trigger.flow === flow && trigger.nodeId === nodeId;
  const asked = audiences.find(isThis) ?? schedules.find(isThis);
  const exists = flow.newest.plan.triggers.includes(nodeId);
  return exists && (!asked || asked.holds(customerScope(run, flow.newest.plan.settings.timezone)));
}
