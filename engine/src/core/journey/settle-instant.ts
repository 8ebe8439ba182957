import { allot } from "./allot.js";
import { drainQueue } from "./handle-event.js";
import type { StepRun } from "./run.js";

/** Ends an instant: what was raised is handled, then the tasks are allotted; again, until neither brings anything new. */
export function settleInstant(run: StepRun): void {
  do {
    drainQueue(run);
    allot(run);
  } while (run.queue.length > 0);
}
