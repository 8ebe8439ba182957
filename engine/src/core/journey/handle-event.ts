import type { Enrollment } from "@sopflow/schemas";
import type { Program } from "../flow/program.js";
import { definitionOf } from "../nodes/registry.js";
import { admitEntry } from "./admit-entry.js";
import { guarded, offerEvent, scopeOf } from "./advance.js";
import { checkAudiences } from "./audience.js";
import { customerScope } from "./condition-facts.js";
import type { PublishedFlow } from "./context.js";
import { later } from "./duration-of.js";
import { enroll, refuseEntry } from "./enroll.js";
import { watchQueue } from "./entry-queue.js";
import type { EntryRule } from "./flow-directory.js";
import { rememberEvent } from "./lookback.js";
import { positionOf } from "./node-scope.js";
import { updateProfile } from "./profile-change.js";
import { planProfileTimers } from "./profile-timers.js";
import { type Chain, type JourneyEvent, MAX_CHAIN_DEPTH, type StartRequest, type StepRun } from "./run.js";
import { enrichResult, findTask, isTaskResult, keepLate, moveOn, patchTask, takeResult } from "./task-result.js";
import { exitAll, watchEvent } from "./watch.js";

const TASK_PATCHES = new Set(["task.opened", "task.assigned", "task.postponed"]);

/**
 * One event, in the order of FLOW-FORMAT §4.6: profile; goals and exits; waits; new enrollments. What it raises waits in
 * the queue.
 */
export function handleEvent(run: StepRun, posted: JourneyEvent, chain: Chain): void {
  const hit = posted.raised || posted.props.taskId === undefined ? undefined : findTask(run, posted);
  const event = hit && isTaskResult(posted) ? enrichResult(posted, hit) : posted;
  run.cause = { id: event.id, depth: event.depth, event, chain };
  run.moved.clear();

  const profile = event.raised ? undefined : updateProfile(run, event);
  if (profile?.changed.has("suppressed")) retryPending(run);
  planProfileTimers(run);

  const answered = hit && isTaskResult(event) && !hit.unknownOutcome ? takeResult(run, event, hit) : undefined;
  if (profile?.lastAdvisorRemoved) exitAll(run, "friend_removed", false);
  else if (profile?.doNotDisturb) exitAll(run, "do_not_disturb", false);
  if (isTaskResult(event) && !answered) {
    // It changes the profile (what the customer said was said), and moves nothing (FLOW-FORMAT §3.1).
    keepLate(run, event);
    replanWaits(run);
    checkAudiences(run, event);
    return;
  }
  watchEvent(run, event);
  if (run.customer.queued) watchQueue(run, event);

  if (TASK_PATCHES.has(event.type) && hit) patchTask(run, event, hit);
  if (answered) moveOn(run, answered.enrollment, answered.task);
  offerToWaits(run, event);
  rememberEvent(run, event);
  enterFlows(run, event);
}

/** Waits of active enrollments; each enrollment goes through at most one (FLOW-FORMAT §4.6). */
function offerToWaits(run: StepRun, event: JourneyEvent): void {
  const { enrollments } = run.customer;
  for (let i = 0, count = enrollments.length; i < count; i++) {
    const enrollment = enrollments[i]; // R5
    if (enrollment !== undefined && hasCodeFor(run, enrollment, "event")) offer(run, enrollment, event);
  }
  replanWaits(run);
}

const offer = (run: StepRun, enrollment: Enrollment, event: JourneyEvent): void =>
  guarded(run, enrollment, () => offerEvent(run, enrollment, event));

/** False where the enrollment's node is at hand and its type does nothing with such news: so it is for most nodes. */
function hasCodeFor(run: StepRun, enrollment: Enrollment, news: "event" | "replan"): boolean {
  if (enrollment.state !== "active") return false;
  const node = run.program(enrollment)?.plan.nodes[enrollment.nodeId];
  return node === undefined || definitionOf(node)[news] !== undefined;
}

/** Waits whose end depends on the profile (run-out, a date attribute) plan anew; the others change nothing (§4.7). */
export function replanWaits(run: StepRun): void {
  const { enrollments } = run.customer;
  for (let i = 0, count = enrollments.length; i < count; i++) {
    const enrollment = enrollments[i]; // R5
    if (enrollment === undefined || !hasCodeFor(run, enrollment, "replan")) continue;
    if (!enrollment.node.matched && !run.moved.has(enrollment.id)) replan(run, enrollment);
  }
}

function replan(run: StepRun, enrollment: Enrollment): void {
  guarded(run, enrollment, () => {
    const scope = scopeOf(run, enrollment);
    if (!scope.node.disabled) definitionOf(scope.node).replan?.(scope);
  });
}

/** So few ways into flows are asked about one by one. */
const FEW_ENTRIES = 8;

function enterFlows(run: StepRun, event: JourneyEvent): void {
  const entries = run.context.flows.entries(event.type);
  if (entries.length <= FEW_ENTRIES || run.watch) for (const entry of entries) enterBy(run, entry, event);
  else {
    // Who enters may match others by it: those that come later in the list are then looked up anew.
    let from: number | undefined = 0;
    while (from !== undefined) from = enterFrom(run, from, event);
  }
  if (event.type === "flow.requested") startRequested(run, event);
  else if (event.type === "flow.admitted") admitEntry(run, event);
  checkAudiences(run, event);
}

/** Asks the entries that may hold, in order, until one does; then the place behind it. */
function enterFrom(run: StepRun, from: number, event: JourneyEvent): number | undefined {
  const { flows, settings } = run.context;
  const entries = flows.entries(event.type);
  for (const place of flows.entryIndex(event.type).placesFor(customerScope(run, settings.timezone, event))) {
    const entry = entries[place];
    if (entry && place >= from && enterBy(run, entry, event)) return place + 1;
  }
  return undefined;
}

/** True when the entry's rule holds. */
function enterBy(run: StepRun, { flow, rule, nodeId }: EntryRule, event: JourneyEvent): boolean {
  const zone = flow.newest.plan.settings.timezone;
  const facts = customerScope(run, zone, event, positionOf(flow.newest, nodeId));
  const enters = rule.matches(facts);
  run.watch?.decided({
    enrollmentId: "",
    nodeId,
    input: "event",
    eventType: event.type,
    rules: [rule],
    facts,
    ...(enters && { rule: rule.rule.name }),
  });
  if (!enters) return false;
  if (isTooOld(run, flow.newest, nodeId, event)) refuseEntry(run, flow, nodeId, event.id, "too_old");
  else enroll(run, flow, nodeId, { id: event.id, props: event.props });
  return true;
}

/** A trigger's `maxAge`: how long after it happened the event may have been received. What a step raises is never old. */
function isTooOld({ input }: StepRun, program: Program, nodeId: string, event: JourneyEvent): boolean {
  const data = program.plan.nodes[nodeId]?.data;
  if (input.kind !== "event" || event.raised || !data || !("maxAge" in data) || data.maxAge === undefined) return false;
  return input.received > later(program.plan.settings.timezone, event.at, data.maxAge);
}

/** An advisor or a lead puts the customer into a flow, by its manual trigger and no other. */
function startRequested(run: StepRun, { id, props }: JourneyEvent): void {
  const flow = typeof props.flowId === "string" ? run.context.flows.get(props.flowId) : undefined;
  const { entry } = props;
  const isObject = typeof entry === "object" && entry !== null && !Array.isArray(entry);
  const trigger = flow && manualTrigger(flow);
  if (flow && trigger !== undefined) enroll(run, flow, trigger, { id, props: isObject ? entry : {} });
  else run.alert("flow.start_unknown", { flowId: String(props.flowId) });
}

/** The enabled manual trigger of a flow's newest version. */
export function manualTrigger({ newest }: PublishedFlow): string | undefined {
  const { triggers, nodes } = newest.plan;
  return triggers.find((id) => nodes[id]?.type === "trigger.manual");
}

/** Handles everything that was raised, first in first out, until nothing is left or the chain is cut as a loop. */
export function drainQueue(run: StepRun): void {
  for (let next = run.queue.shift(); next !== undefined; next = run.queue.shift()) {
    const { what, chain } = next;
    if (what.depth > MAX_CHAIN_DEPTH) {
      run.alert("flow.loop", undefined, { event: "type" in what ? what.type : what.flowId, depth: what.depth });
    } else if ("flowId" in what) {
      run.cause = { id: what.id, depth: what.depth, event: what.event, chain };
      startFlow(run, what);
    } else {
      run.effects.push(raisedTrace(run, what));
      // Most of what profiles tell is heard by nobody; then only audiences may have changed.
      if (run.customer.enrollments.length > 0 || run.context.flows.hears(what.type)) handleEvent(run, what, chain);
      else if (!isLevelFall(what)) checkAudiences(run, what);
    }
  }
}

/** The activity level fell, and nothing else: what depends on it was foreseen by time, and has timers of its own. */
export function isLevelFall({ type, props }: Pick<JourneyEvent, "type" | "props">): boolean {
  const { changed } = props;
  return type === "profile.changed" && Array.isArray(changed) && changed.length === 1 && changed[0] === "activityLevel";
}

const raisedTrace = (run: StepRun, event: JourneyEvent) =>
  ({
    kind: "trace",
    what: "raised",
    at: run.at,
    flowId: "",
    version: 0,
    enrollmentId: "",
    nodeId: "",
    detail: { id: event.id, type: event.type, props: event.props },
  }) as const;

/** A `flow.start` node's wish: enters by the flow's manual trigger if it has one, else by its first. */
function startFlow(run: StepRun, request: StartRequest): void {
  const flow = run.context.flows.get(request.flowId);
  const trigger = flow && (manualTrigger(flow) ?? flow.newest.plan.triggers[0]);
  if (flow && trigger !== undefined) enroll(run, flow, trigger, { id: request.id, props: request.entry });
  else run.alert("flow.start_unknown", { flowId: request.flowId });
}

/** A stopped step was released: what waited for that may be asked about again. */
export function retryStopped(run: StepRun, flowId: string): void {
  for (const enrollment of run.customer.enrollments) {
    if (enrollment.flowId !== flowId) continue;
    for (const pending of enrollment.pending) if (pending.reason === "breaker") pending.retryAt = run.at;
  }
}

/** Suppressions changed: tasks that were held back may be asked about again. */
export function retryPending(run: StepRun): void {
  for (const enrollment of run.customer.enrollments) {
    for (const pending of enrollment.pending) pending.retryAt = Math.min(pending.retryAt, run.at);
  }
}
