import type { Enrollment, JsonObject, OpenTask } from "@sopflow/schemas";
import type { StepRun } from "./run.js";
import { clearTimers } from "./timers.js";

/** Takes an open task off the enrollment: whatever became of it, it is not open any more. */
export function dropOpenTask(run: StepRun, enrollment: Enrollment, task: OpenTask): void {
  enrollment.tasks = enrollment.tasks.filter((t) => t !== task);
  clearTimers(run.customer, enrollment, { kind: "expire", ref: task.id });
}

/** The task reached nobody: the contact policy forgets it. */
export function giveSlotBack(run: StepRun, task: OpenTask): void {
  run.customer.contacts = run.customer.contacts.filter((c) => c.taskId !== task.id);
}

/**
 * Takes an open task back from the advisor's list. One that was never opened gives its slot of the contact policy back
 * (FLOW-FORMAT §4.10).
 */
export function withdrawTask(
  run: StepRun,
  enrollment: Enrollment,
  task: OpenTask,
  reason: string,
  /** The rule that held, and what it read. */
  by?: JsonObject,
): void {
  dropOpenTask(run, enrollment, task);
  if (!task.opened) giveSlotBack(run, task);
  run.trace("withdrawn", enrollment, task.nodeId, { detail: { task: task.id, reason, ...by } });
  if (task.shared) return; // other customers' flows lead to the same staff work
  run.effects.push({
    kind: "task.close",
    taskId: task.id,
    flowId: enrollment.flowId,
    nodeId: task.nodeId,
    state: "withdrawn",
    at: run.at,
    reason,
  });
}
