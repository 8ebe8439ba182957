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
  why: { readonly task: string; readonly reason: string; readonly until?: number; readonly cause?: string | undefined },
  /** The condition that decided it: its rule or slot, and what it read. */
  by?: JsonObject,
): void {
  const { advisorId } = run.customer;
  const detail: JsonObject = { task: why.task, reason: why.reason };
  if (why.until !== undefined) detail.until = why.until;
  if (why.cause !== undefined) detail.cause = why.cause;
  detail.day = localDayNumber(run.zone(enrollment), run.at);
  if (advisorId !== undefined) detail.advisor = advisorId;
  if (by !== undefined) Object.assign(detail, by);
  run.trace(what, enrollment, nodeId, { detail });
}
