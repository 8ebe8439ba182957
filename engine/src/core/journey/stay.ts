import type { Enrollment } from "@sopflow/schemas";
import { later } from "./duration-of.js";
import { exitEnrollment } from "./end.js";
import type { StepRun } from "./run.js";
import { clearTimers, setTimer } from "./timers.js";

/** When the flow's longest stay is over for this enrollment, ms; the newest version's setting binds everyone. */
function stayEnds(run: StepRun, enrollment: Enrollment): number | undefined {
  const settings = run.context.flows.get(enrollment.flowId)?.newest.plan.settings;
  return settings?.maxStay === undefined ? undefined : later(settings.timezone, enrollment.enteredAt, settings.maxStay);
}

/** Sets the timer that ends a stay that lasts too long, anew whenever the setting may have changed. */
export function planStay(run: StepRun, enrollment: Enrollment): void {
  if (enrollment.state !== "active") return;
  const at = stayEnds(run, enrollment);
  if (at === undefined) clearTimers(run.customer, enrollment, { kind: "stay" });
  else setTimer(run.customer, enrollment, { at, kind: "stay", n: "" });
}

/** The timer is due: exit with reason `max_stay`, unless a newer version allows a longer stay. */
export function endStay(run: StepRun, enrollment: Enrollment): void {
  const at = stayEnds(run, enrollment);
  if (at !== undefined && at <= run.at) exitEnrollment(run, enrollment, "max_stay");
  else planStay(run, enrollment);
}
