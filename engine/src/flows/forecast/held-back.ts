import type { ForecastCheck } from "@sopflow/schemas";
import type { Arrivals } from "./arrivals.js";
import type { PastPlay } from "./entry-play.js";

const MAX_DAYS = 14;
/** A forecast rests on at least as many days as are foretold. */
const MIN_HISTORY_DAYS = 4;
/** Days of entries that a rate is made of. */
export const RATE_DAYS = 28;

/** One flow's past, as the check needs it. */
export interface FlowPast {
  readonly flowId: string;
  /** Entries played again at their own time, by what is live. */
  readonly plays: readonly PastPlay[];
  /** Triggers, and what to expect of each by what was known before. */
  readonly triggers: readonly string[];
  arrivals(trigger: string): Arrivals;
}

/** Tasks that were issued, by flow and local day. */
export type IssuedByFlow = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** The last whole days, as far as they are foretold again. */
export interface HeldBack {
  /** First of them, local. */
  readonly start: number;
  readonly days: number;
}

/** Which days are foretold again, where entries are known from these days on; undefined where history is too short. */
export function heldBack(fromDays: readonly number[], today: number): HeldBack | undefined {
  const known = today - Math.min(...fromDays);
  if (!Number.isFinite(known) || known < MIN_HISTORY_DAYS) return undefined;
  const days = Math.min(MAX_DAYS, Math.floor(known / 2));
  return { start: today - days, days };
}

/**
 * The method on history: days that are held back are foretold from what was known before them, and compared with what was
 * issued. People who stood inside then, and those whom a schedule let in, are played from their entry on as they are now,
 * since what they were is not kept: the real forecast knows them, and errs less.
 */
export function checkOnPast(
  flows: readonly FlowPast[],
  issued: IssuedByFlow,
  { start, days }: HeldBack,
): ForecastCheck {
  let [forecast, happened, off] = [0, 0, 0];
  const expected = new Array<number>(days).fill(0);
  for (const flow of flows) {
    for (const [i, tasks] of foretell(flow, start, days).entries()) expected[i] = (expected[i] ?? 0) + tasks;
  }
  for (const [i, value] of expected.entries()) {
    let actual = 0;
    for (const { flowId } of flows) actual += issued.get(flowId)?.get(start + i) ?? 0;
    forecast += value;
    happened += actual;
    off += Math.abs(value - actual);
  }
  const share = happened > 0 ? { errorShare: off / happened } : {};
  return { days, forecast: Math.round(forecast), happened, dayError: Math.round((10 * off) / days) / 10, ...share };
}

/** Tasks of a flow on each of so many days, from what was known on the morning of the first. */
function foretell({ plays, triggers, arrivals }: FlowPast, start: number, days: number): number[] {
  const expected = new Array<number>(days).fill(0);
  const add = (day: number, tasks: number) => {
    const place = day - start;
    if (place >= 0 && place < days) expected[place] = (expected[place] ?? 0) + tasks;
  };
  const before = plays.filter(({ entryDay }) => entryDay < start);
  for (const { weight, taskDays } of before) for (const day of taskDays) add(day, weight);
  for (const trigger of triggers) {
    const perEntry = meanByLag(
      before.filter((play) => play.trigger === trigger),
      start + days,
    );
    const comes = arrivals(trigger);
    for (let day = start; day < start + days; day += 1) {
      const people = comes(day);
      for (const [lag, tasks] of perEntry.entries()) add(day + lag, people * tasks);
    }
  }
  return expected;
}

/** Tasks of one entry by days since it; of each lag only entries count that are old enough to have come to it. */
function meanByLag(plays: readonly PastPlay[], end: number): number[] {
  const longest = Math.max(0, ...plays.map(({ entryDay }) => end - entryDay));
  return Array.from({ length: longest }, (_, lag) => {
    let [tasks, people] = [0, 0];
    for (const { entryDay, weight, taskDays } of plays) {
      if (entryDay + lag >= end) continue;
      people += weight;
      tasks += weight * taskDays.filter((day) => day === entryDay + lag).length;
    }
    return people > 0 ? tasks / people : 0;
  });
}
