import { nextLevelFlip, type ProfileTimer, profileTimers, refreshProfile } from "../profile/index.js";
import { raiseChanges } from "./profile-change.js";
import type { StepRun } from "./run.js";
import { setOwnTimer } from "./timers.js";

const KINDS = ["activity", "tag", "profile"] as const;

/** Sets the customer's own timers: when its activity level falls, its next tag ends, its tier or suppressions change. */
export function planProfileTimers(run: StepRun): void {
  if (run.profileTimersPlanned) return;
  run.profileTimersPlanned = true;
  const due = profileTimers(run.customer, run.at, run.context);
  for (const kind of KINDS) {
    let at: number | undefined;
    for (const timer of due) if (timer.kind === kind) at = timer.at;
    setOwnTimer(run.customer, kind, at);
  }
}

/** Does what time alone does to the profile; what changed is raised. */
export function wakeProfile(run: StepRun, kind: ProfileTimer["kind"]): void {
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

const onlyLevelChanged = (changed: ReadonlySet<string>): boolean => changed.size === 1 && changed.has("activityLevel");
