import type { Customer } from "@sopflow/schemas";
import { localDayNumber, startOfLocalDay } from "../time/index.js";

/** When a value may change: `times` are all moments that matter for the comparison; from `stop` on nothing is known. */
export interface Moments {
  readonly times: readonly number[];
  readonly stop?: number;
}

export interface MomentScope {
  readonly customer: Customer;
  readonly at: number;
  readonly zone: string;
  /** What the fact is compared with. */
  readonly values: readonly unknown[];
  /** Compared by order or equality with `values`; false where the text itself is taken apart. */
  readonly isCompared: boolean;
}

/** Moments after `at` at which a fact that time alone changes may compare differently. */
export type TimedFact = (scope: MomentScope) => Moments;

/** Beyond this many days a comparison is as good as never, and calendars end. */
const MAX_DAYS = 400_000;

/** Starts of local days after `at`, in order. */
export function dayStarts(days: readonly number[], at: number, zone: string): number[] {
  const today = localDayNumber(zone, at);
  return days
    .filter((day) => day > today && day - today < MAX_DAYS)
    .sort((a, b) => a - b)
    .map((day) => startOfLocalDay(zone, day));
}
