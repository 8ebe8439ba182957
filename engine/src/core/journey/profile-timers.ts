import { profileTimers, refreshProfile } from "../profile/index.js";
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
export function wakeProfile(run: StepRun): void {
  raiseChanges(run, refreshProfile(run.customer, run.at, run.context));
  planProfileTimers(run);
}
