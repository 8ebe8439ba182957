import type { ForecastCheck } from "@sopflow/schemas";
import { entryRate } from "./entry-history.js";

const MAX_DAYS = 14;
/** A rate rests on at least as many days as are foretold. */
const MIN_HISTORY_DAYS = 4;
/** Days of entries that a rate is made of. */
export const RATE_DAYS = 28;

/** One flow's part in the check. */
export interface FlowPast {
  /** First local day with entries known. */
  readonly fromDay: number;
  readonly byDay: ReadonlyMap<number, number>;
  /** Tasks that one entry brings, by days since it. */
  readonly perEntry: readonly number[];
}

/**
 * The method on history: the last whole days before `today` are foretold from the entries before them, and compared with
 * what was issued. People who stood inside then are taken as they entered, since what they were is not kept: the real
 * forecast knows them, and errs less. Undefined where history is too short.
 */
export function checkOnPast(
  flows: readonly FlowPast[],
  issued: ReadonlyMap<number, number>,
  today: number,
): ForecastCheck | undefined {
  const first = Math.min(...flows.map((flow) => flow.fromDay));
  const known = today - first;
  if (!Number.isFinite(known) || known < MIN_HISTORY_DAYS) return undefined;
  const days = Math.min(MAX_DAYS, Math.floor(known / 2));
  const start = today - days;
  const expected = new Array<number>(days).fill(0);
  for (const { fromDay, byDay, perEntry } of flows) {
    const rate = entryRate(byDay, Math.max(fromDay, start - RATE_DAYS), start);
    for (let entered = Math.min(fromDay, start); entered < today; entered += 1) {
      const people = entered < start ? (byDay.get(entered) ?? 0) : rate(entered);
      for (const [lag, tasks] of perEntry.entries()) {
        const day = entered + lag - start;
        if (day >= 0 && day < days) expected[day] = (expected[day] ?? 0) + people * tasks;
      }
    }
  }
  let [forecast, happened, off] = [0, 0, 0];
  for (const [i, value] of expected.entries()) {
    const actual = issued.get(start + i) ?? 0;
    forecast += value;
    happened += actual;
    off += Math.abs(value - actual);
  }
  const share = happened > 0 ? { errorShare: off / happened } : {};
  return { days, forecast: Math.round(forecast), happened, dayError: Math.round((10 * off) / days) / 10, ...share };
}
