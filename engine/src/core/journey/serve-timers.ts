import type { Enrollment, Timer } from "@sopflow/schemas";
import { definitionOf } from "../nodes/registry.js";
import { guarded, proceed, scopeOf } from "./advance.js";
import { wakeAudience } from "./audience.js";
import { settleClosing } from "./end.js";
import { wakeProfile } from "./profile-timers.js";
import { type Cause, rootCause, type StepRun } from "./run.js";
import { settleInstant } from "./settle-instant.js";
import { endStay } from "./stay.js";
import { expireTask } from "./task-result.js";
import { nextTimer } from "./timers.js";

/** Most timers that one call serves; the rest stays due and is served by the next tick. */
const MAX_TIMERS_PER_CALL = 1_000;

/**
 * Serves every timer due at or before `until`, each at its own due time (FLOW-FORMAT §4.1, §4.2). All timers of one
 * instant advance first; then the tasks they brought are allotted once (§4.10).
 */
export function serveTimers(run: StepRun, until: number): void {
  const rests = restingEnrollments(run);
  let served = 0;
  for (let timer = nextTimer(run.customer, until, rests); timer !== undefined; ) {
    const instant = timer.at;
    run.advanceTo(instant);
    while (timer !== undefined && timer.at <= instant && served < MAX_TIMERS_PER_CALL) {
      served += 1;
      fire(run, timer);
      timer = nextTimer(run.customer, instant, rests);
    }
    settleInstant(run);
    if (served >= MAX_TIMERS_PER_CALL) {
      run.alert("customer.too_many_timers", undefined, { served });
      return;
    }
    timer = nextTimer(run.customer, until, rests);
  }
}

/** Whose timers rest: enrollments of paused flows. */
export function restingEnrollments(run: StepRun): (enrollmentId: string) => boolean {
  if (!run.context.flows.isAnyPaused) return NOBODY_RESTS;
  return (id) => {
    const enrollment = run.customer.enrollments.find((e) => e.id === id);
    return enrollment !== undefined && run.isPaused(enrollment);
  };
}

const NOBODY_RESTS = () => false;

/** A timer that was set in this step for this very instant goes on in its chain: nothing has rested in between. */
function causeOf(run: StepRun, timer: Timer): Cause {
  const id = `${timer.e || run.customer.id}/${timer.kind}/${timer.n}/${timer.ref ?? ""}@${timer.at}`;
  const before = run.inherited(timer);
  return before ? { ...before, id, event: undefined } : rootCause(id);
}

function fire(run: StepRun, timer: Timer): void {
  run.customer.timers.splice(run.customer.timers.indexOf(timer), 1);
  run.cause = causeOf(run, timer);
  run.moved.clear();
  if (timer.e === "") {
    if (timer.kind === "audience") wakeAudience(run, timer.n);
    else if (timer.kind === "activity" || timer.kind === "tag" || timer.kind === "profile")
      wakeProfile(run, timer.kind);
    return;
  }
  const enrollment = enrollmentOf(run.customer.enrollments, timer);
  if (!enrollment) return;
  if (timer.kind === "expire") expireTask(run, enrollment, timer.ref ?? "");
  else if (timer.kind === "goals") settleClosing(run, enrollment);
  else if (timer.kind === "stay") endStay(run, enrollment);
  else if (timer.kind === "issue")
    return; // its pending task is due now: allotted at the end of this instant
  else if (enrollment.node.matched)
    resume(run, enrollment); // answered in a pause; its time among the others has come
  else if (enrollment.state === "active" && enrollment.nodeId === timer.n && enrollment.visit === timer.visit) {
    wake(run, enrollment, timer);
  }
}

function enrollmentOf(enrollments: readonly Enrollment[], { e }: Timer): Enrollment | undefined {
  for (const enrollment of enrollments) if (enrollment.id === e) return enrollment;
  return undefined;
}

function wake(run: StepRun, enrollment: Enrollment, timer: Timer): void {
  guarded(run, enrollment, () => {
    const scope = scopeOf(run, enrollment);
    proceed(run, enrollment, definitionOf(scope.node).wake?.(scope, timer) ?? "stay");
  });
}

/** Enrollments whose wait was answered while their flow was paused go their way, as of now (FLOW-FORMAT §5). True if some did. */
export function resumeMatched(run: StepRun): boolean {
  for (const enrollment of run.customer.enrollments) if (enrollment.node.matched) return resumeAllMatched(run);
  return false; // nearly always
}

function resumeAllMatched(run: StepRun): boolean {
  const matched = run.customer.enrollments.filter(
    (e) => e.node.matched && (e.node.matched.at ?? 0) <= run.at && !run.isPaused(e),
  );
  for (const enrollment of matched) {
    run.cause = rootCause(`${enrollment.id}/resume@${run.at}`);
    resume(run, enrollment);
  }
  return matched.length > 0;
}

function resume(run: StepRun, enrollment: Enrollment): void {
  const { matched } = enrollment.node;
  if (!matched) return;
  const { port, to, rule, seen } = matched;
  const way = { port, to, ...(rule !== undefined && { rule }), ...(seen !== undefined && { seen }) };
  delete enrollment.node.matched;
  guarded(run, enrollment, () => proceed(run, enrollment, way));
}
