import type { Customer } from "@sopflow/schemas";
import { cloneCustomer, newCustomer } from "../profile/index.js";
import { HOUR_MS } from "../time/index.js";
import { awaitingCheck, markAudience, markAudiences, noteBaseline, publishAudience } from "./audience.js";
import { customerScope } from "./condition-facts.js";
import type { Context, PublishedFlow } from "./context.js";
import { drawOf } from "./draw.js";
import type { Effect } from "./effect.js";
import { enroll, entryRefusal } from "./enroll.js";
import { handleEvent, replanWaits, retryPending, retryStopped } from "./handle-event.js";
import type { EventInput, PublishedInput, ScheduleInput, StepInput } from "./input.js";
import { carryOutOrder } from "./orders.js";
import { updateProfile } from "./profile-change.js";
import { planProfileTimers } from "./profile-timers.js";
import { settleResumptions } from "./resumption.js";
import { type JourneyEvent, rootCause, StepRun } from "./run.js";
import { restingEnrollments, resumeMatched, serveTimers } from "./serve-timers.js";
import { settleInstant } from "./settle-instant.js";
import { planStay } from "./stay.js";
import type { StepWatch } from "./step-watch.js";
import { earliestTimer } from "./timers.js";
import { exitAll } from "./watch.js";

export interface StepResult {
  readonly customer: Customer;
  readonly effects: readonly Effect[];
  /** Earliest timer that may run, ms; null = nobody has to wake this customer. */
  readonly wakeAt: number | null;
}

/** How many ids of past inputs a customer remembers, against redelivery without a log position. */
const RECENT_IDS = 32;
/** More inputs of one customer within an hour raise an alert (FLOW-FORMAT §7). */
const MAX_INPUTS_PER_HOUR = 1_000;

/**
 * The journey engine: what one input does to one customer. Pure: the given customer is left as it was, nothing is read
 * but the arguments. An input that was applied before (log position, or id) changes nothing.
 */
export function step(customer: Customer, input: StepInput, context: Context, watch?: StepWatch): StepResult {
  return applyInput(cloneCustomer(customer), input, context, watch);
}

/** `step` for callers who own the document: it is changed in place. After an error it must be thrown away. */
export function applyInput(customer: Customer, input: StepInput, context: Context, watch?: StepWatch): StepResult {
  const run = new StepRun(customer, input, context, watch);
  if (!wasApplied(customer, input)) {
    if (input.seq > 0) customer.seq = input.seq;
    work(run);
    customer.clock = run.at;
  }
  return { customer, effects: run.effects, wakeAt: wakeTime(run) };
}

function wasApplied(customer: Customer, input: StepInput): boolean {
  if (input.seq > 0) return input.seq <= customer.seq;
  return input.kind !== "tick" && customer.recent.includes(input.id);
}

function wakeTime(run: StepRun): number | null {
  if (run.customer.status !== "live") return null;
  return earliestTimer(run.customer, restingEnrollments(run));
}

function work(run: StepRun): void {
  const { input, customer } = run;
  if (customer.status === "erased") return; // nobody is there any more
  if (customer.status === "live") settleResumptions(run);
  if (customer.status === "merged") {
    forwardToMerged(run);
  } else if (input.kind === "tick") {
    serveTimers(run, input.at);
    if (resumeMatched(run)) finish(run);
  } else if (input.kind === "event") {
    noteInput(run);
    workEvent(run, input);
  } else {
    noteInput(run);
    // Timers of this very instant come first (FLOW-FORMAT §4.2).
    serveTimers(run, input.at);
    run.advanceTo(input.at);
    resumeMatched(run);
    begin(run);
    if (input.kind === "schedule") workSchedule(run, input);
    else workPublished(run, input);
    finish(run);
  }
}

function begin(run: StepRun): void {
  run.cause = rootCause(run.input.id);
  run.moved.clear();
}

/** What the input brought is allotted, what it raised is handled, and timers that became due now are served. */
function finish(run: StepRun): void {
  settleInstant(run);
  serveTimers(run, run.at);
}

function workEvent(run: StepRun, input: EventInput): void {
  // A history import is as old as it says; a live event never moves time back.
  const logicalAt = Math.max(run.customer.clock, Math.min(input.at, input.received));
  serveTimers(run, logicalAt);
  run.advanceTo(logicalAt);
  resumeMatched(run);
  begin(run);
  const event: JourneyEvent = {
    id: input.id,
    type: input.type,
    source: input.source,
    at: input.at,
    props: input.props,
    depth: 0,
    raised: false,
  };
  noteBaseline(run);
  const tooLate = input.history ? "history" : lateReason(run, input);
  if (tooLate === undefined) {
    if (!leaves(run, event) && !carryOutOrder(run, event)) handleEvent(run, event, run.cause.chain);
  } else {
    traceUnmatched(run, event, tooLate);
    if (!leaves(run, event)) keepProfileOnly(run, event);
  }
  finish(run);
}

function traceUnmatched(run: StepRun, { id, type }: JourneyEvent, reason: string): void {
  run.effects.push({
    kind: "trace",
    what: "late",
    at: run.at,
    flowId: "",
    version: 0,
    enrollmentId: "",
    nodeId: "",
    detail: { event: id, type, reason },
  });
}

/** Lateness beyond the setting: the event updates the profile and matches nothing (FLOW-FORMAT §4.4). */
function lateReason(run: StepRun, input: EventInput): string | undefined {
  // A result binds to its task, however long a phone was offline: the task decides whether it is late.
  if (input.type.startsWith("task.")) return undefined;
  const { latenessHours, orderLatenessHours } = run.context.settings;
  const hours = input.type.startsWith("order.") ? orderLatenessHours : latenessHours;
  return input.received - input.at > hours * HOUR_MS ? "too_late" : undefined;
}

/**
 * The profile changes, nothing matches: what the change would raise is not told either, waits plan anew. Who is no
 * friend any more, or wants to be left alone, leaves every flow however late that is known: nobody may be chased on
 * because the news was slow.
 */
function keepProfileOnly(run: StepRun, event: JourneyEvent): void {
  const waiting = awaitingCheck(run);
  const raisedBefore = run.queue.length;
  const profile = updateProfile(run, event);
  run.queue.length = raisedBefore;
  if (profile.changed.has("suppressed")) retryPending(run);
  planProfileTimers(run);
  if (profile.lastAdvisorRemoved) exitAll(run, "friend_removed", false);
  else if (profile.doNotDisturb) exitAll(run, "do_not_disturb", false);
  replanWaits(run);
  markAudiences(run, waiting);
}

function workSchedule(run: StepRun, input: ScheduleInput): void {
  const trigger = run.context.flows.schedules.find((s) => s.flow.flowId === input.flowId && s.nodeId === input.nodeId);
  if (!trigger) return;
  if (input.drawnUpTo !== undefined && !isDrawn(run, trigger.flow, input.drawnUpTo)) return;
  const zone = trigger.flow.newest.plan.settings.timezone;
  if (trigger.holds(customerScope(run, zone))) enroll(run, trigger.flow, trigger.nodeId, { id: input.id, props: {} });
}

/** Who may not enter took no part in the draw, whatever its number. */
const isDrawn = (run: StepRun, flow: PublishedFlow, upTo: number): boolean =>
  drawOf(run.customer.id, run.input.id) <= upTo && entryRefusal(run, flow, run.input.id) === undefined;

/** A flow was published, paused or resumed: audiences are marked, and whoever already matches enters where asked. */
function workPublished(run: StepRun, input: PublishedInput): void {
  if (input.released) {
    retryStopped(run, input.flowId);
    return;
  }
  for (const trigger of run.context.flows.audiences) {
    if (trigger.flow.flowId !== input.flowId) continue;
    const bit = run.customer.audience[trigger.key];
    if (bit?.version !== trigger.flow.newest.version) publishAudience(run, trigger);
    // A pause stops entries: who began to match in it does not enter by the next chance event after it.
    else if (!input.first) markAudience(run, trigger);
  }
  for (const enrollment of run.customer.enrollments) if (enrollment.flowId === input.flowId) planStay(run, enrollment);
  const existing = run.context.flows.schedules.filter(
    (s) => s.flow.flowId === input.flowId && s.data.existing === "enroll" && input.first,
  );
  for (const trigger of existing) {
    const zone = trigger.flow.newest.plan.settings.timezone;
    if (trigger.holds(customerScope(run, zone))) enroll(run, trigger.flow, trigger.nodeId, { id: input.id, props: {} });
  }
}

/** An erasure, or a merge into another customer: the person leaves every flow for good, and nothing else is matched. */
function leaves(run: StepRun, event: JourneyEvent): boolean {
  if (event.type === "customer.erased") {
    exitAll(run, "erased", true);
    run.customer.status = "erased";
    run.customer.timers = [];
    return true;
  }
  return event.type === "customer.merged" && mergeAway(run, event);
}

/** This customer is another one's double: it leaves every flow and hands its profile over. */
function mergeAway(run: StepRun, event: JourneyEvent): boolean {
  const { customer } = run;
  const { intoId, fromId } = event.props;
  if (typeof intoId !== "string" || fromId !== customer.id || intoId === customer.id) return false;
  // The other is part of this one already: told the other way round as well, the two would forward to each other for ever.
  if (customer.mergedFrom?.includes(intoId)) {
    traceUnmatched(run, event, "merged_already");
    return true;
  }
  exitAll(run, "merged", true);
  run.effects.push({
    kind: "forward",
    customerId: intoId,
    id: `${event.id}/merge`,
    type: "customer.merged",
    at: run.at,
    props: { fromId: customer.id, profile: JSON.parse(JSON.stringify(customer)) },
  });
  leaveShell(customer);
  customer.status = "merged";
  customer.mergedInto = intoId;
  return true;
}

/** Of a double only its place in the log and the name of the other remain: an erasure of the person must not miss it. */
function leaveShell(customer: Customer): void {
  const { id, partition, createdAt, version, seq, recent, clock } = customer;
  for (const key of Object.keys(customer)) Reflect.deleteProperty(customer, key);
  Object.assign(customer, newCustomer(id, partition, createdAt), { version, seq, recent, clock });
}

/** Whatever still comes for a customer that was merged goes to the one it was merged into. */
function forwardToMerged(run: StepRun): void {
  const { input, customer } = run;
  if (input.kind !== "event" || customer.mergedInto === undefined) return;
  run.effects.push({
    kind: "forward",
    customerId: customer.mergedInto,
    id: `${input.id}/forward`,
    type: input.type,
    at: input.at,
    props: input.props,
  });
}

function noteInput(run: StepRun): void {
  const { customer, input } = run;
  customer.recent.push(input.id);
  while (customer.recent.length > RECENT_IDS) customer.recent.shift();
  const hour = Math.floor(input.now / HOUR_MS);
  const rate = customer.rate;
  if (rate?.hour !== hour) {
    customer.rate = { hour, count: 1 };
    return;
  }
  rate.count += 1;
  if (rate.count === MAX_INPUTS_PER_HOUR + 1) run.alert("customer.too_many_inputs", undefined, { count: rate.count });
}
