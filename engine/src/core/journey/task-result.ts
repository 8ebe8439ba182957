import type { Enrollment, JsonObject, OpenTask, TaskOutcome, TaskOutcomeReport, TaskResult } from "@sopflow/schemas";
import type { PlanNode } from "../flow/program.js";
import { guarded, proceed, scopeOf } from "./advance.js";
import { recordCallResult } from "./contact-budget.js";
import { later } from "./duration-of.js";
import { settleClosing } from "./end.js";
import { holdsAt } from "./own-condition.js";
import { changeTags } from "./profile-change.js";
import { recordResult } from "./result-record.js";
import type { JourneyEvent, StepRun } from "./run.js";
import { taskSpec } from "./task-spec.js";
import { setTimer } from "./timers.js";
import { dropOpenTask, giveSlotBack } from "./withdraw.js";

/** An open task together with the enrollment that issued it, and what its flow says about the reported outcome. */
export interface TaskHit {
  readonly enrollment: Enrollment;
  readonly task: OpenTask;
  readonly outcome: TaskOutcome | undefined;
  /** Port by which a completion leaves: the outcome, why a group send failed, or `done` where none are listed. */
  readonly port: string;
  /** The outcome is one that the task does not list. */
  readonly unknownOutcome: boolean;
}

/** What WeCom says of a group send that did not arrive; no flow lists them (FLOW-FORMAT §3.1). */
export const SEND_FAILURES = ["not_friend", "limit"] as const;
const RESULT_EVENTS = new Set(["task.completed", "task.skipped"]);

/** True for what an advisor reports about a task. */
export const isTaskResult = (event: JourneyEvent): boolean => !event.raised && RESULT_EVENTS.has(event.type);

/** Finds the open task of an event that names one. */
export function findTask(run: StepRun, event: JourneyEvent): TaskHit | undefined {
  const { taskId, outcome } = event.props;
  if (typeof taskId !== "string") return undefined;
  for (const enrollment of run.customer.enrollments) {
    const task = enrollment.tasks.find((t) => t.id === taskId);
    if (!task) continue;
    const node = run.program(enrollment)?.plan.nodes[task.nodeId];
    const listed = (node && taskSpec(enrollment, node, task.slotId)?.fields.outcomes) ?? [];
    const found = listed.find((o) => o.id === outcome);
    const failure = task.channel === "group_send" ? SEND_FAILURES.find((name) => name === outcome) : undefined;
    // A chat that became a group send has no ways out for what WeCom says of those.
    const failedPort = failure && (node && taskChannel(enrollment, node, task) === "group_send" ? failure : "skipped");
    const unknownOutcome = event.type === "task.completed" && listed.length > 0 && !found && !failure;
    return { enrollment, task, outcome: found, port: found?.id ?? failedPort ?? "done", unknownOutcome };
  }
  return undefined;
}

/** The channel that the flow gave a task, whatever it went out by. */
const taskChannel = (enrollment: Enrollment, node: PlanNode, { slotId }: OpenTask) =>
  taskSpec(enrollment, node, slotId)?.fields.channel;

/**
 * The event with what its outcome means added, before the profile reads it: contact result, intent, and "N days left"
 * from a field of that type. What the advisor said wins over the flow's defaults.
 */
export function enrichResult(event: JourneyEvent, hit: TaskHit): JourneyEvent {
  const { outcome } = hit;
  const extra: JsonObject = {
    flowId: hit.enrollment.flowId,
    nodeId: hit.task.nodeId,
    channel: hit.task.channel,
    purpose: hit.task.purpose,
  };
  if (outcome?.contact !== undefined) extra.contact = outcome.contact;
  if (outcome?.intent !== undefined) extra.intent = outcome.intent;
  const daysField = outcome?.fields?.find((f) => f.type === "daysLeft");
  const fields = event.props.fields;
  if (daysField && typeof fields === "object" && fields !== null && !Array.isArray(fields)) {
    const days = fields[daysField.id];
    const sku = hit.enrollment.entry.sku;
    if (typeof days === "number") extra.daysLeft = days;
    if (typeof sku === "string") extra.sku = sku;
  }
  return { ...event, props: { ...extra, ...event.props } };
}

/**
 * Closes the task with what the advisor reported. Before exits are asked: what was done was done, also when it ends the
 * flow (a customer who wants to be left alone). The enrollment that waits for it goes on later, by `moveOn`.
 */
export function takeResult(run: StepRun, event: JourneyEvent, hit: TaskHit): TaskHit {
  const { enrollment, task } = hit;
  const done = event.type === "task.completed";
  const report = reportOf(event);
  dropOpenTask(run, enrollment, task);
  if (hit.outcome?.tags) changeTags(run, hit.outcome.tags);
  const result: TaskResult = {
    nodeId: task.nodeId,
    taskId: task.id,
    outcome: done ? hit.port : "skipped",
    at: run.at,
    ...(report.contact === undefined ? {} : { contact: report.contact }),
    ...(report.intent === undefined ? {} : { intent: report.intent }),
    ...(report.fields === undefined ? {} : { fields: report.fields }),
    ...(done ? {} : { skipReason: report.skipReason ?? "other" }),
  };
  recordResult(enrollment, result);
  recordCallResult(run.customer, task.id, report.contact);
  run.touch();
  run.trace("result", enrollment, task.nodeId, {
    detail: {
      task: task.id,
      outcome: result.outcome ?? "done",
      ...(result.skipReason ? { skipReason: result.skipReason } : {}),
    },
  });
  run.effects.push({
    kind: "task.close",
    taskId: task.id,
    flowId: enrollment.flowId,
    nodeId: task.nodeId,
    state: done ? "done" : "skipped",
    at: run.at,
    report,
  });
  return hit;
}

/** An open task nobody answered: it closes, and its enrollment goes on by `expired` if it waits. */
export function expireTask(run: StepRun, enrollment: Enrollment, taskId: string): void {
  const task = enrollment.tasks.find((t) => t.id === taskId);
  if (!task) return;
  dropOpenTask(run, enrollment, task);
  recordResult(enrollment, { nodeId: task.nodeId, taskId, outcome: "expired", at: run.at });
  run.touch();
  run.trace("result", enrollment, task.nodeId, { detail: { task: taskId, outcome: "expired" } });
  const { flowId } = enrollment;
  run.effects.push({ kind: "task.close", taskId, flowId, nodeId: task.nodeId, state: "expired", at: run.at });
  run.raise("task.expired", { taskId, flowId, nodeId: task.nodeId, channel: task.channel, purpose: task.purpose });
  moveOn(run, enrollment, task);
}

/** The enrollment that waits for a closed task goes on by its result; one that only waited for it to close ends. */
export function moveOn(run: StepRun, enrollment: Enrollment, task: OpenTask): void {
  const waitsHere =
    enrollment.state === "active" && task.waits && enrollment.nodeId === task.nodeId && enrollment.visit === task.visit;
  if (waitsHere) {
    run.moved.add(enrollment.id);
    guarded(run, enrollment, () => proceed(run, enrollment, scopeOf(run, enrollment).decide("result")));
  }
  settleClosing(run, enrollment);
}

/** A result for a task that is closed already, or with an outcome it does not list: kept, moves nothing. */
export function keepLate(run: StepRun, event: JourneyEvent): void {
  const { taskId } = event.props;
  if (typeof taskId === "string") run.effects.push({ kind: "task.late", taskId, report: reportOf(event) });
}

/** The advisor put the task off, opened it, or the worker assigned it. */
export function patchTask(run: StepRun, event: JourneyEvent, hit: TaskHit): void {
  const { task, enrollment } = hit;
  const { until, advisorId } = event.props;
  if (event.type === "task.opened" && !closeStale(run, enrollment, task)) task.opened = true;
  if (event.type === "task.assigned" && typeof advisorId === "string") {
    const from = task.advisorId;
    task.advisorId = advisorId;
    const handedFrom = from === undefined || from === advisorId ? {} : { handedFrom: from };
    run.effects.push({ kind: "task.patch", taskId: task.id, advisorId, handedAt: run.at, ...handedFrom });
  }
  if (event.type === "task.postponed" && typeof until === "number") postpone(run, hit, until);
}

/** A task that comes back leaves the advisor as much time as a new one: it expires `dueIn` after `until` at the earliest. */
function postpone(run: StepRun, { enrollment, task }: TaskHit, until: number): void {
  const node = run.program(enrollment)?.plan.nodes[task.nodeId];
  const fields = node && taskSpec(enrollment, node, task.slotId)?.fields;
  const expiresAt = fields ? later(run.zone(enrollment), until, fields.dueIn) : until;
  const isLonger = expiresAt > task.expiresAt;
  run.effects.push({ kind: "task.patch", taskId: task.id, postponedUntil: until, ...(isLonger ? { expiresAt } : {}) });
  if (!isLonger) return;
  task.expiresAt = expiresAt;
  const timer = { at: expiresAt, kind: "expire", n: task.nodeId, visit: task.visit, ref: task.id } as const;
  setTimer(run.customer, enrollment, timer);
}

/**
 * The task's condition is asked again when it is opened (FLOW-FORMAT §3.1). If it does not hold any more the task closes
 * as stale before anything was sent, so its slot of the contact policy is free again. Shared staff work is left alone:
 * one customer's change does not end it for the others.
 */
function closeStale(run: StepRun, enrollment: Enrollment, task: OpenTask): boolean {
  const node = run.program(enrollment)?.plan.nodes[task.nodeId];
  const where = node && taskSpec(enrollment, node, task.slotId)?.fields.where;
  if (!where || task.shared || holdsAt(run, enrollment, task.nodeId, where)) return false;
  dropOpenTask(run, enrollment, task);
  if (!task.opened) giveSlotBack(run, task);
  const { id: taskId, nodeId } = task;
  recordResult(enrollment, { nodeId, taskId, outcome: "stale", at: run.at });
  run.touch();
  run.trace("result", enrollment, nodeId, { detail: { task: taskId, outcome: "stale" } });
  run.effects.push({ kind: "task.close", taskId, flowId: enrollment.flowId, nodeId, state: "stale", at: run.at });
  moveOn(run, enrollment, task);
  return true;
}

function reportOf(event: JourneyEvent): TaskOutcomeReport {
  const { outcome, contact, intent, fields, reason, note, by, evidence } = event.props;
  const text = <K extends string>(key: K, value: unknown) =>
    typeof value === "string" ? ({ [key]: value } as Record<K, string>) : {}; // one key, just made
  return {
    at: event.at,
    ...text("outcome", outcome),
    ...(typeof contact === "string" ? { contact: contact as NonNullable<TaskOutcomeReport["contact"]> } : {}), // checked at intake
    ...(typeof intent === "string" ? { intent: intent as NonNullable<TaskOutcomeReport["intent"]> } : {}), // checked at intake
    ...(typeof fields === "object" && fields !== null && !Array.isArray(fields) ? { fields } : {}),
    ...text("skipReason", reason),
    ...text("note", note),
    ...text("by", by),
    ...text("evidence", evidence),
  };
}
