import type { Enrollment, JsonObject } from "@sopflow/schemas";
import { localDayNumber } from "../time/index.js";
import type { StepRun } from "./run.js";

/** What may become of a planned task but to go out as planned. */
export type HeldKind = "deferred" | "dropped" | "stale" | "downgraded";

/**
 * A planned task did not go out, not now, or not as planned: traced with its reason, the day in the flow's zone, and
 * whose customer it is, so that a lead can sum up by each of them.
 */
export function traceHeld(
  run: StepRun,
  what: HeldKind,
  enrollment: Enrollment,
  nodeId: string,
  detail: JsonObject & { readonly reason: string },
): void {
  const { advisorId } = run.customer;
  const day = localDayNumber(run.zone(enrollment), run.at);
  run.trace(what, enrollment, nodeId, {
    detail: { ...detail, day, ...(advisorId === undefined ? {} : { advisor: advisorId }) },
  });
}
