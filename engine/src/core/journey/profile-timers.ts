import {
  type ChangedNames,
  nextLevelFlip,
  PROFILE_TIMER_KINDS,
  type ProfileTimerKind,
  profileTimerAt,
  refreshProfile,
} from "../profile/index.js";
import { raiseChanges } from "./profile-change.js";
import type { StepRun } from "./run.js";
import { setOwnTimer } from "./timers.js";

/** Sets the customer's own timers: when its activity level falls, its next tag ends, its tier or suppressions change. */
export function planProfileTimers(run: StepRun): void {
  if (run.profileTimersPlanned) return;
  run.profileTimersPlanned = true;
  const { customer, at, context } = run;
  for (const kind of PROFILE_TIMER_KINDS) setOwnTimer(customer, kind, profileTimerAt(kind, customer, at, context));
}

/** Does what time alone does to the profile; what changed is raised. */
export function wakeProfile(run: StepRun, kind: ProfileTimerKind): void {
  const result = refreshProfile(run.customer, run.at, run.context, kind);
  raiseChanges(run, result);
  if (kind === "activity" && onlyLevelChanged(result.changed)) planNextFall(run);
  else planProfileTimers(run);
}

/** A level that falls changes no other timer; by far most timers of a brand are falls of people who are away. */
function planNextFall(run: StepRun): void {
  run.profileTimersPlanned = true;
  const at = nextLevelFlip(run.customer, run.at, run.context.settings.timezone);
  if (at !== undefined) setOwnTimer(run.customer, "activity", at);
}

const onlyLevelChanged = (changed: ChangedNames): boolean => changed.size === 1 && changed.has("activityLevel");
