import type { ScheduleTrigger } from "../../core/journey/index.js";
import { firstOccurrence } from "../../core/journey/schedule-occurrence.js";
import { atLocalTime } from "../../core/time/index.js";
import { countByDay, type EntryHistory, entryRate } from "./entry-history.js";

/** Entries to expect on a local day. */
export type Arrivals = (day: number) => number;

/** Occurrences that are looked at; a schedule that runs more often is as good as steady. */
const MAX_OCCURRENCES = 500;

interface Learned {
  readonly history: EntryHistory;
  readonly zone: string;
  /** What came before is known: occurrences from `since` on, and whole days up to `day` (epoch ms; local day). */
  readonly since: number;
  readonly day: number;
  /** Days that a rate is made of at most. */
  readonly rateDays: number;
}

/** Who enters by an event, an audience or by hand comes at the usual rate. */
export function steadyArrivals(trigger: string, { history, zone, day, rateDays }: Learned): Arrivals {
  const rows = history.rows.filter(({ nodeId }) => nodeId === trigger);
  return entryRate(countByDay(rows, zone), Math.max(history.fromDay, day - rateDays), day);
}

/**
 * Who enters by a schedule comes when it runs, as many as entered each time before: what the check on the past goes by,
 * since who would have matched then is not kept.
 */
export function scheduledArrivals(trigger: ScheduleTrigger, { history, zone, since, day }: Learned): Arrivals {
  const until = atLocalTime(zone, day, 0);
  const past = occurrences(trigger, since, until).length;
  const entered = history.rows.filter(({ nodeId, at }) => nodeId === trigger.nodeId && at < until).length;
  const each = past > 0 ? entered / past : 0;
  return (local) => each * occurrences(trigger, atLocalTime(zone, local, 0), atLocalTime(zone, local + 1, 0)).length;
}

/** Times of a schedule from `from` on and before `to`, epoch ms. */
function occurrences(trigger: ScheduleTrigger, from: number, to: number): number[] {
  const times: number[] = [];
  for (let at = firstOccurrence(trigger, from); at !== undefined && at < to && times.length < MAX_OCCURRENCES; ) {
    times.push(at);
    at = firstOccurrence(trigger, at + 1);
  }
  return times;
}
