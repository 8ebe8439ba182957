import { profileTimers, refreshProfile } from "../profile/index.js";
import { raiseChanges } from "./profile-change.js";
import type { StepRun } from "./run.js";
import { clearTimers, setTimer } from "./timers.js";

const KINDS = ["activity", "tag", "profile"] as const;

/** Sets the customer's own timers: when its activity level falls, its next tag ends, its tier or suppressions change. */
export function planProfileTimers(run: StepRun): void {
  const due = profileTimers(run.customer, run.at, run.context);
  for (const kind of KINDS) {
    const timer = due.find((t) => t.kind === kind);
    if (timer) setTimer(run.customer, "", { at: timer.at, kind, n: "" });
    else clearTimers(run.customer, "", { kind });
  }
}

/** Does what time alone does to the profile; what changed is raised. */
export function wakeProfile(run: StepRun): void {
  raiseChanges(run, refreshProfile(run.customer, run.at, run.context));
  planProfileTimers(run);
}
