import type { Enrollment, OpenTask } from "@sopflow/schemas";
import type { Facts } from "../rules/facts.js";
import { guarded, proceed, scopeOf } from "./advance.js";
import { settleClosing } from "./end.js";
import { recordResult } from "./result-record.js";
import type { JourneyEvent, StepRun } from "./run.js";
import { seenValues } from "./seen-values.js";
import { clearTimers } from "./timers.js";
import { traceHeld } from "./trace-held.js";
import { withdrawTask } from "./withdraw.js";

/**
 * `cancelOn` of the tasks that are out or planned: the event takes them back, with the reason. An enrollment that waits
 * for the task goes on by `skipped`, with the reason as its skip reason.
 */
export function cancelTasks(run: StepRun, enrollment: Enrollment, event: JourneyEvent, facts: () => Facts): void {
  if (enrollment.tasks.length === 0 && enrollment.pending.length === 0) return;
  const program = run.program(enrollment);
  const rules = program?.ruleSet.cancels(event.type) ?? [];
  if (rules.length === 0) return;
  for (const { rule, matches } of rules) {
    const { node, slot, reason } = rule.event.params;
    const isHere = (t: { nodeId: string; slotId?: string | undefined }) =>
      t.nodeId === node && (slot === undefined || t.slotId === slot);
    const open = enrollment.tasks.filter(isHere);
    const pending = enrollment.pending.filter(isHere);
    if ((open.length === 0 && pending.length === 0) || !matches(facts())) continue;
    const by = { rule: rule.name, ...(run.recordsValues && seenValues([rule.conditions], facts())) };
    for (const task of open) withdrawTask(run, enrollment, task, String(reason), by);
    for (const task of pending) {
      clearTimers(run.customer, enrollment, { kind: "issue", ref: task.id });
      traceHeld(run, "dropped", enrollment, task.nodeId, { task: task.id, reason: String(reason) }, by);
    }
    enrollment.pending = enrollment.pending.filter((p) => !pending.includes(p));
    // An earlier visit's task may be out as well: the enrollment goes on for the one that it stands for.
    const own = [...open, ...pending].find((t) => t.visit === enrollment.visit);
    if (own) guarded(run, enrollment, () => passCancelled(run, enrollment, own, String(reason)));
  }
  settleClosing(run, enrollment);
}

function passCancelled(
  run: StepRun,
  enrollment: Enrollment,
  task: Pick<OpenTask, "id" | "nodeId" | "visit">,
  reason: string,
): void {
  if (enrollment.state !== "active" || enrollment.nodeId !== task.nodeId || enrollment.visit !== task.visit) return;
  recordResult(enrollment, {
    nodeId: task.nodeId,
    taskId: task.id,
    outcome: "skipped",
    skipReason: reason,
    at: run.at,
  });
  const scope = scopeOf(run, enrollment);
  run.moved.add(enrollment.id);
  // A task that nobody waits for (`wait: false`) was planned and is now passed over.
  proceed(run, enrollment, scope.decide("result") ?? scope.decide("arrive"));
}
