import type { OpenTask } from "@sopflow/schemas";
import type { StepRun } from "./run.js";
import { taskSpec } from "./task-spec.js";

/**
 * The customer has another owner: the open tasks that its owner was to do go to the new one, as they are. Nothing is
 * issued anew, no deadline moves, and tasks of a pool, of a named advisor, or shared by several customers stay where
 * they are. Tasks still to come ask for the owner when they are issued.
 */
export function followOwner(run: StepRun, before: string | undefined): void {
  const { customer, context } = run;
  const owner = customer.advisorId;
  if (owner === undefined || owner === before || context.advisors.get(owner)?.active !== true) return;
  for (const enrollment of customer.enrollments) {
    const plan = run.program(enrollment)?.plan;
    for (const task of enrollment.tasks) {
      const node = plan?.nodes[task.nodeId];
      const assign = node && taskSpec(enrollment, node, task.slotId)?.fields.assign;
      if (assign === "owner" && follows(run, task, before)) handOver(run, task, owner);
    }
  }
}

/** Somebody who was given the task by hand keeps it; who stood in for an owner that was away does not. */
function follows({ context }: StepRun, task: OpenTask, before: string | undefined): boolean {
  if (task.shared) return false;
  const wasAway = before === undefined || context.advisors.get(before)?.active !== true;
  return task.advisorId === before || task.advisorId === undefined || wasAway;
}

function handOver(run: StepRun, task: OpenTask, advisorId: string): void {
  if (task.advisorId === advisorId) return;
  const from = task.advisorId;
  task.advisorId = advisorId;
  run.effects.push({
    kind: "task.patch",
    taskId: task.id,
    advisorId,
    handedAt: run.at,
    ...(from === undefined ? {} : { handedFrom: from }),
  });
}
