import type { Enrollment, JsonObject } from "@sopflow/schemas";
import { later } from "./duration-of.js";
import type { EnrollmentEffect } from "./effect.js";
import type { StepRun, Writable } from "./run.js";
import { clearTimers, clearWaits, setTimer } from "./timers.js";
import { traceHeld } from "./trace-held.js";
import { withdrawTask } from "./withdraw.js";

export interface EndOptions {
  /** The enrollment ended on an error. */
  readonly failed?: { readonly code: string };
  /** Nothing of it is watched any further: the customer is gone. */
  readonly forGood?: boolean;
  /** The exit rule that held, and what it read. */
  readonly by?: { readonly rule: string; readonly seen: JsonObject | undefined };
}

/** The path ran out: closing begins (FLOW-FORMAT §4.9). Open tasks stay with the advisor. */
export function completeEnrollment(run: StepRun, enrollment: Enrollment): void {
  run.trace("completed", enrollment, enrollment.nodeId);
  // Only slots of a campaign are planned without holding the enrollment: its path ends with their last day.
  dropPending(run, enrollment, "slot_over");
  beginClosing(run, enrollment, "completed");
}

/**
 * Ends an enrollment at once: timers go, open tasks are withdrawn from the advisor's list with the reason, what was
 * planned is dropped (FLOW-FORMAT §4.8). Its goals are still watched, so that a lift compares like with like.
 */
export function exitEnrollment(run: StepRun, enrollment: Enrollment, reason: string, options: EndOptions = {}): void {
  if (enrollment.state === "active") {
    if (options.failed) {
      run.trace("failed", enrollment, enrollment.nodeId, { detail: { code: options.failed.code } });
      run.alert(options.failed.code, { flowId: enrollment.flowId, nodeId: enrollment.nodeId });
    } else {
      const { rule, seen } = options.by ?? {};
      run.trace("exited", enrollment, enrollment.nodeId, { rule, detail: { reason, ...seen } });
    }
  }
  dropPending(run, enrollment, reason);
  for (const task of enrollment.tasks) withdrawTask(run, enrollment, task, reason);
  clearTimers(run.customer, enrollment);
  if (options.forGood) delete enrollment.goalsUntil;
  if (enrollment.state === "active") beginClosing(run, enrollment, reason);
  else {
    enrollment.endReason = reason;
    settleClosing(run, enrollment);
  }
}

function dropPending(run: StepRun, enrollment: Enrollment, reason: string): void {
  for (const pending of enrollment.pending) {
    traceHeld(run, "dropped", enrollment, pending.nodeId, { task: pending.id, reason });
  }
  enrollment.pending = [];
}

function beginClosing(run: StepRun, enrollment: Enrollment, reason: string): void {
  clearWaits(run.customer, enrollment);
  for (const kind of ["issue", "stay"] as const) clearTimers(run.customer, enrollment, { kind });
  enrollment.state = "closing";
  enrollment.node = {};
  enrollment.endedAt = run.at;
  enrollment.endReason = reason;
  const history = run.customer.flows[enrollment.flowId];
  if (history) {
    history.lastExitAt = run.at;
    history.lastReason = reason;
  }
  run.touch();
  settleClosing(run, enrollment);
}

/** Closing is over when no task is open and no goal can be reached any more; then the enrollment leaves the document. */
export function settleClosing(run: StepRun, enrollment: Enrollment): void {
  // What led here may have ended it already: a result that was also the exit, a goal that was the last.
  if (enrollment.state !== "closing" || !run.customer.enrollments.includes(enrollment)) return;
  const watching = watchesGoalsUntil(run, enrollment);
  if (enrollment.tasks.length > 0 || watching !== undefined) {
    if (watching !== undefined) setTimer(run.customer, enrollment, { at: watching, kind: "goals", n: "" });
    emitRow(run, enrollment, "closing");
    return;
  }
  clearTimers(run.customer, enrollment);
  run.customer.enrollments = run.customer.enrollments.filter((e) => e !== enrollment);
  run.trace("closed", enrollment, enrollment.nodeId);
  emitRow(run, enrollment, "ended");
}

/** Latest end of the goal windows that are still open and unreached; undefined = nothing to watch. */
function watchesGoalsUntil(run: StepRun, enrollment: Enrollment): number | undefined {
  if (enrollment.goalsUntil === undefined || enrollment.goalsUntil <= run.at) return undefined;
  const goals = run.program(enrollment)?.plan.settings.goals ?? [];
  let until: number | undefined;
  for (const goal of goals) {
    if (goal.id in enrollment.goals) continue;
    const end = goalEnd(enrollment, goal.within, run.zone(enrollment));
    if (end > run.at && end > (until ?? 0)) until = end;
  }
  return until;
}

/** End of a goal's window, exclusive: counted from entry. */
export const goalEnd = (enrollment: Enrollment, within: string, zone: string): number =>
  later(zone, enrollment.enteredAt, within);

/** Tells the read side where the enrollment stands now. */
export function emitRow(run: StepRun, enrollment: Enrollment, state: "active" | "closing" | "ended"): void {
  const row: Writable<EnrollmentEffect> = {
    kind: "enrollment",
    id: enrollment.id,
    flowId: enrollment.flowId,
    version: enrollment.version,
    nodeId: enrollment.nodeId,
    state,
    enteredAt: enrollment.enteredAt,
    since: enrollment.since,
  };
  if (enrollment.endReason !== undefined) row.reason = enrollment.endReason;
  run.effects.push(row);
}
