import type { Enrollment, JsonObject, PendingTask } from "@sopflow/schemas";
import { localDayNumber, parseInstant, startOfLocalDay } from "../time/index.js";
import { guarded, proceed, scopeOf } from "./advance.js";
import { isEverybodyFull, takesCapacity } from "./advisor-room.js";
import { budgetRefusal } from "./contact-budget.js";
import { nextContactTime } from "./contact-windows.js";
import { later } from "./duration-of.js";
import { NodeError } from "./errors.js";
import { issueTask, ownerOf } from "./issue.js";
import { holdsAt, seenAt } from "./own-condition.js";
import { recordResult } from "./result-record.js";
import { loadsInStep } from "./room-in-step.js";
import { rootCause, type StepRun } from "./run.js";
import { joinsVisit } from "./same-visit.js";
import { suppressionRefusal } from "./suppression.js";
import { type Claim, compareClaims, skuOf, type TaskSpec, taskSpec } from "./task-spec.js";
import { clearTimers, setTimer } from "./timers.js";
import { traceHeld } from "./trace-held.js";

/** A backlog longer than this is real: then tasks count from real time, not from the time they should have run. */
const BACKLOG_MS = 5 * 60_000;

/** Why a task may not be issued now, and when to ask again; no time = only giving up is left. */
interface Refusal {
  readonly reason: string;
  readonly until?: number;
}

/**
 * Allots what may be issued at this instant, best claim first (FLOW-FORMAT §4.10). A task that goes out may bring its
 * enrollment to the next task in the same instant; rounds go on until nothing is left that may be tried.
 */
export function allot(run: StepRun): void {
  for (let claims = dueClaims(run); claims.length > 0; claims = dueClaims(run)) {
    for (const claim of claims) settleGuarded(run, claim);
  }
}

const settleGuarded = (run: StepRun, claim: Claim): void => guarded(run, claim.enrollment, () => settle(run, claim));

const NO_CLAIMS: readonly Claim[] = [];

function dueClaims(run: StepRun): readonly Claim[] {
  // Nearly every input ends here: nothing is planned for nearly everybody.
  let claims: Claim[] | undefined;
  for (const enrollment of run.customer.enrollments) {
    if (enrollment.pending.length === 0 || run.isPaused(enrollment)) continue;
    for (const pending of enrollment.pending) {
      if (pending.retryAt > run.at) continue;
      const node = run.program(enrollment)?.plan.nodes[pending.nodeId];
      const spec = node && taskSpec(enrollment, node, pending.slotId);
      claims ??= [];
      if (node && spec) claims.push({ enrollment, node, spec, pending });
      else failMissing(run, enrollment, pending);
    }
  }
  if (claims === undefined) return NO_CLAIMS;
  return claims.length > 1 ? claims.sort((a, b) => compareClaims(run, a, b)) : claims;
}

/** The version of a planned task is not at hand: without it the enrollment would stand there for ever. */
function failMissing(run: StepRun, enrollment: Enrollment, pending: PendingTask): void {
  guarded(run, enrollment, () => {
    removePending(run, enrollment, pending);
    const where = `${enrollment.flowId}@${enrollment.version}/${pending.nodeId}`;
    throw new NodeError("flow.version_missing", `${where} is not in the store`);
  });
}

function settle(run: StepRun, claim: Claim): void {
  const { enrollment, pending, spec } = claim;
  if (!enrollment.pending.includes(pending)) return; // an exit or a rival of this round took it
  run.cause = run.inherited(pending) ?? rootCause(`${pending.id}@${run.at}`);
  const { where } = spec.fields;
  if (isSkipped(run, claim)) {
    run.leftOut.add(`${enrollment.id}/${pending.nodeId}/${pending.slotId ?? ""}`);
    giveUp(run, claim, "skipped", "paused");
    return;
  }
  if (waitsForRelease(run, claim)) return;
  if (run.at > validUntil(spec)) {
    giveUp(run, claim, "skipped", "valid_until");
    return;
  }
  // A slot's last moment is the midnight behind its day, which is no longer its day.
  if (spec.slot ? run.at >= pending.giveUpAt : run.at > pending.giveUpAt) {
    giveUp(run, claim, "skipped", spec.slot ? "slot_over" : "budget");
    return;
  }
  if (where && !holdsAt(run, enrollment, pending.nodeId, where)) {
    const seen = seenAt(run, enrollment, pending.nodeId, where);
    giveUp(run, claim, "stale", "where", { ...(pending.slotId !== undefined && { slot: pending.slotId }), ...seen });
    return;
  }
  const decided = whenFull(run, claim, refusalOf(run, claim));
  if (decided === "drop") {
    giveUp(run, claim, "skipped", "capacity");
    return;
  }
  const { refusal } = decided;
  if (refusal === undefined) {
    removePending(run, enrollment, pending);
    if (decided.claim !== claim) {
      traceHeld(run, "downgraded", enrollment, pending.nodeId, { task: pending.id, reason: "capacity" });
    }
    const sent = issueTask(run, decided.claim);
    if (!sent.waits && sent.moves) proceed(run, enrollment, scopeOf(run, enrollment).decide("arrive"));
    return;
  }
  if (run.at >= pending.giveUpAt) {
    pending.reason = refusal.reason;
    giveUp(run, claim, "skipped", "budget");
    return;
  }
  defer(run, claim, refusal);
}

/** It was due in a pause, and the flow resumed without what was due in it (FLOW-FORMAT §5). */
const isSkipped = (run: StepRun, { enrollment, pending }: Claim): boolean =>
  run.context.flows.wasPaused &&
  !run.leftOut.has(`${enrollment.id}/${pending.nodeId}/${pending.slotId ?? ""}`) &&
  (run.context.flows.get(enrollment.flowId)?.turn?.resumptions ?? []).some(
    ({ mode, at }) => mode === "skip" && enrollment.enteredAt < at && pending.plannedAt < at,
  );

/** Nothing but a release brings a stopped step's tasks on; they are looked at again all the same. */
const STOPPED_LOOK_MS = 7 * 86_400_000;
const BREAKER = "breaker";

/**
 * The step was stopped: people stay where they are, however long that takes, and after the release have as much time left
 * as from the beginning. A slot of a campaign keeps to its own day, and a date of validity holds whatever delayed it.
 */
function waitsForRelease(run: StepRun, claim: Claim): boolean {
  const { enrollment, pending, spec } = claim;
  const isStopped = run.context.stopped?.has(`${enrollment.flowId}/${pending.nodeId}`) ?? false;
  if (!isStopped) {
    if (pending.reason === BREAKER && !spec.slot) {
      const deferMax = run.context.flows.get(enrollment.flowId)?.newest.plan.settings.deferMax;
      if (deferMax !== undefined) pending.giveUpAt = later(run.zone(enrollment), run.at, deferMax);
      delete pending.reason;
    }
    return false;
  }
  const lastAt = Math.min(spec.slot ? pending.giveUpAt : Number.POSITIVE_INFINITY, validUntil(spec) + 1);
  if (run.at >= lastAt) return false;
  if (pending.reason !== BREAKER) {
    traceHeld(run, "deferred", enrollment, pending.nodeId, { task: pending.id, reason: BREAKER });
  }
  pending.reason = BREAKER;
  pending.retryAt = Math.min(run.at + STOPPED_LOOK_MS, lastAt);
  setTimer(run.customer, enrollment, { at: pending.retryAt, kind: "issue", n: pending.nodeId, ref: pending.id });
  return true;
}

/** Every rule that may forbid the task now, the longest-lasting first to speak. */
function refusalOf(run: StepRun, claim: Claim): Refusal | undefined {
  const { enrollment, spec } = claim;
  const zone = run.zone(enrollment);
  if (run.now - run.at > BACKLOG_MS) return { reason: "backlog", until: run.now };
  if (spec.fields.scope === "advisor") return undefined; // staff work contacts nobody
  const { purpose } = spec.contact;
  const suppressed = suppressionRefusal(run.customer, purpose, skuOf(enrollment), run.at);
  if (suppressed) return suppressed;
  const opens = nextContactTime(run, enrollment.flowId, zone, run.at, purpose);
  if (opens.at === undefined) return { reason: `${opens.reason}.never` };
  if (opens.at > run.at) return { reason: opens.reason, until: opens.at };
  return budgetRefusal(run.customer, spec.contact, run.context.settings.contactPolicy, run.at, zone);
}

/**
 * Nothing but the advisors' day stands in the way of the claim: it waits for the next one, is given up, or goes out as a
 * group send, if the policy lets that through.
 */
function whenFull(
  run: StepRun,
  claim: Claim,
  refusal: Refusal | undefined,
): "drop" | { readonly claim: Claim; readonly refusal: Refusal | undefined } {
  if (refusal !== undefined || !isFull(run, claim)) return { claim, refusal };
  const { settings } = run.context;
  const onFull = claim.spec.fields.onFull ?? settings.capacity.onFull;
  if (onFull === "issue") return { claim, refusal };
  if (onFull === "drop") return "drop";
  const zone = settings.timezone;
  const tomorrow = startOfLocalDay(zone, localDayNumber(zone, run.at) + 1);
  const full = { reason: "capacity", until: tomorrow };
  if (onFull === "defer") return { claim, refusal: full };
  const spec = { ...claim.spec, contact: { ...claim.spec.contact, channel: "group_send" as const } };
  const asGroupSend = { ...claim, spec };
  return refusalOf(run, asGroupSend) === undefined
    ? { claim: asGroupSend, refusal: undefined }
    : { claim, refusal: full };
}

function isFull(run: StepRun, { spec }: Claim): boolean {
  const { room, advisors } = run.context;
  const { scope, assign, fallback } = spec.fields;
  if (!room || !takesCapacity({ ...spec.contact, scope })) return false;
  if (joinsVisit(run.customer, ownerOf(run, assign), run.at, run.context.settings.timezone)) return false;
  return isEverybodyFull({ assign, fallback, ownerId: run.customer.advisorId }, advisors, loadsInStep(run, room));
}

function defer(run: StepRun, claim: Claim, refusal: Refusal): void {
  const { enrollment, pending } = claim;
  const settings = run.context.flows.get(enrollment.flowId)?.newest.plan.settings;
  if (settings?.onBudget === "drop" && refusal.reason.startsWith("budget")) {
    giveUp(run, claim, "skipped", "budget");
    return;
  }
  pending.reason = refusal.reason;
  // When it can no more be issued its enrollment goes on, rather than stand there until the limit frees up.
  const lastAt = Math.min(pending.giveUpAt, validUntil(claim.spec) + 1);
  pending.retryAt = Math.max(run.at + 1, Math.min(refusal.until ?? lastAt, lastAt));
  setTimer(run.customer, enrollment, { at: pending.retryAt, kind: "issue", n: pending.nodeId, ref: pending.id });
  const { reason } = refusal;
  traceHeld(run, "deferred", enrollment, pending.nodeId, { task: pending.id, reason, until: pending.retryAt });
}

const validUntil = ({ fields }: TaskSpec): number =>
  (fields.validUntil === undefined ? undefined : parseInstant(fields.validUntil)) ?? Number.POSITIVE_INFINITY;

/** The task is not issued at all. Its enrollment goes on: `out` without waiting, else by the port `as`. */
function giveUp(run: StepRun, claim: Claim, as: "skipped" | "stale", reason: string, by?: JsonObject): void {
  const { enrollment, pending, spec } = claim;
  removePending(run, enrollment, pending);
  const why = { task: pending.id, reason, cause: pending.reason };
  traceHeld(run, as === "stale" ? "stale" : "dropped", enrollment, pending.nodeId, why, by);
  if (enrollment.state !== "active" || enrollment.nodeId !== pending.nodeId || enrollment.visit !== pending.visit)
    return;
  if (spec.slot) return;
  if (!spec.waits) {
    proceed(run, enrollment, scopeOf(run, enrollment).decide("arrive"));
    return;
  }
  recordResult(enrollment, {
    nodeId: pending.nodeId,
    taskId: pending.id,
    outcome: as,
    at: run.at,
    ...(as === "skipped" ? { skipReason: reason } : {}),
  });
  proceed(run, enrollment, scopeOf(run, enrollment).decide("result"));
}

function removePending(run: StepRun, enrollment: Enrollment, pending: PendingTask): void {
  enrollment.pending = enrollment.pending.filter((p) => p !== pending);
  clearTimers(run.customer, enrollment, { kind: "issue", ref: pending.id });
}
