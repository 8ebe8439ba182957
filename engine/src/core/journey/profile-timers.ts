import { nextLevelFlip, type ProfileTimer, profileTimers, refreshProfile } from "../profile/index.js";
import { raiseChanges } from "./profile-change.js";
import type { StepRun } from "./run.js";
import { clearTimers, setTimer } from "./timers.js";

const KINDS = ["activity", "tag", "profile"] as const;

/** Sets the customer's own timers: when its activity level falls, its next tag ends, its tier or suppressions change. */
export function planProfileTimers(run: StepRun): void {
  if (run.profileTimersPlanned) return;
  run.profileTimersPlanned = true;
  const due = profileTimers(run.customer, run.at, run.context);
  for (const kind of KINDS) {
    let at: number | undefined;
    for (const timer of due) if (timer.kind === kind) at = timer.at;
    if (at === undefined) clearTimers(run.customer, "", { kind });
    else setTimer(run.customer, "", { at, kind, n: "" });
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
  if (at !== undefined) setTimer(run.customer, "", { at, kind: "activity", n: "" });
}

const onlyLevelChanged = (changed: ReadonlySet<string>): boolean => changed.size === 1 && changed.has("activityLevel");
