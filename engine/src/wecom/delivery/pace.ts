import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../core/time/index.js";

/** How soon group sends go out, and how often their results are asked for. All in ms. */
export interface DeliveryPace {
  /** Tasks of a schedule come over some time, and one group send is one confirmation for the advisor. */
  readonly gatherMs: number;
  /** Waits before the first, second, … question of what became of a send. */
  readonly pollMs: readonly number[];
  /** The wait before each question after those. */
  readonly laterPollMs: number;
}

/** Sparing of WeCom's rate limits: advisors confirm within hours. */
export const WECOM_PACE: DeliveryPace = {
  gatherMs: 2 * MINUTE_MS,
  pollMs: [1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  laterPollMs: HOUR_MS,
};

/** For a simulator, whose questions cost nothing and before whom somebody sits who wants to see what happens. */
export const SIMULATOR_PACE: DeliveryPace = {
  gatherMs: 3 * SECOND_MS,
  // First after it was dispatched: until then WeCom answers 41063.
  pollMs: [5, 2, 2, 2, 2, 5, 5, 5, 5, 10, 10, 10, 30, 30, 60, 60].map((seconds) => seconds * SECOND_MS),
  laterPollMs: 5 * MINUTE_MS,
};

/** The wait after so many questions. */
export const pollWaitMs = (pace: DeliveryPace, polls: number): number => pace.pollMs[polls] ?? pace.laterPollMs;
