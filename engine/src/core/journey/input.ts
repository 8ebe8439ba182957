import type { JsonObject } from "@sopflow/schemas";

/** What happened, as the log carries it to one customer. All times are epoch ms. */
export interface EventInput {
  readonly kind: "event";
  /** Unique for ever within its customer; enrollment and effect ids derive from it. */
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly source: string;
  /** When it happened. */
  readonly at: number;
  /** When intake took it; lateness = received − at. */
  readonly received: number;
  /** Real time reached by the log; decides only when tasks may be issued (FLOW-FORMAT §4.1). */
  readonly now: number;
  readonly props: JsonObject;
  /** Updates the profile and matches nothing. */
  readonly history?: boolean;
}

/** Time has come this far: timers due ≤ `at` are served. */
export interface TickInput {
  readonly kind: "tick";
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly now: number;
}

/** One customer at one occurrence of a schedule trigger; `at` is the occurrence, not the time it was got to. */
export interface ScheduleInput {
  readonly kind: "schedule";
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly now: number;
  readonly flowId: string;
  readonly nodeId: string;
  /** The trigger draws a sample: who drew a higher number stays out. */
  readonly drawnUpTo?: number;
}

/**
 * A flow was published, paused or resumed: people who already match its audience are marked (and entered where
 * `existing` says so), waits that were answered during a pause go on, and `wakeAt` is computed anew.
 */
export interface PublishedInput {
  readonly kind: "published";
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly now: number;
  readonly flowId: string;
  /** A stopped step of the flow was released, and nothing else happened. */
  readonly released?: boolean;
  /** A new version, not just a change of state: `existing: enroll` counts. */
  readonly first: boolean;
}

export type StepInput = EventInput | TickInput | ScheduleInput | PublishedInput;
