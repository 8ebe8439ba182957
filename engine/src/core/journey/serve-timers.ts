import type { Timer } from "@sopflow/schemas";
import { definitionOf } from "../nodes/registry.js";
import { guarded, proceed, scopeOf } from "./advance.js";
import { wakeAudience } from "./audience.js";
import { settleClosing } from "./end.js";
import { wakeProfile } from "./profile-timers.js";
import type { StepRun } from "./run.js";
import { settleInstant } from "./settle-instant.js";
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
  return (id) => {
    const enrollment = run.customer.enrollments.find((e) => e.id === id);
    return enrollment !== undefined && run.isPaused(enrollment);
  };
}

function fire(run: StepRun, timer: Timer): void {
  run.customer.timers.splice(run.customer.timers.indexOf(timer), 1);
  run.event = undefined;
  run.visits = 0;
  run.depth = 0;
  run.causeId = `${timer.e || run.customer.id}/${timer.kind}/${timer.n}/${timer.ref ?? ""}@${timer.at}`;
  run.moved.clear();
  if (timer.e === "") {
    if (timer.kind === "audience") wakeAudience(run, timer.n);
    else wakeProfile(run);
    return;
  }
  const enrollment = run.customer.enrollments.find((e) => e.id === timer.e);
  if (!enrollment) return;
  if (timer.kind === "expire") expireTask(run, enrollment, timer.ref ?? "");
  else if (timer.kind === "goals") settleClosing(run, enrollment);
  else if (timer.kind === "issue")
    return; // its pending task is due now: allotted at the end of this instant
  else if (enrollment.state === "active" && enrollment.nodeId === timer.n && enrollment.visit === timer.visit) {
    guarded(run, enrollment, () => {
      const scope = scopeOf(run, enrollment);
      proceed(run, enrollment, definitionOf(scope.node).wake?.(scope, timer) ?? "stay");
    });
  }
}

/** An enrollment whose wait was answered while its flow was paused goes its way now (FLOW-FORMAT §5). */
export function resumeMatched(run: StepRun): void {
  for (const enrollment of [...run.customer.enrollments]) {
    const { matched } = enrollment.node;
    if (!matched || run.isPaused(enrollment)) continue;
    const way = { port: matched.port, to: matched.to, ...(matched.rule === undefined ? {} : { rule: matched.rule }) };
    delete enrollment.node.matched;
    guarded(run, enrollment, () => proceed(run, enrollment, way));
  }
}
