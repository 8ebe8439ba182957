import { civilDateOf, weekdayOf } from "./civil-date.js";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "./units.js";
import { spanAt } from "./zone-table.js";

/** What a wall clock and calendar show. `weekday` is Monday 1 … Sunday 7, `dayNumber` days since 1970-01-01. */
export type LocalParts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
  readonly weekday: number;
  readonly dayNumber: number;
  readonly minuteOfDay: number;
};

/** Reads clock and calendar of a zone at an instant (epoch ms). */
export function localParts(zone: string, atMs: number): LocalParts {
  const localMs = Math.floor(atMs) + spanAt(zone, atMs).offsetMs;
  const dayNumber = Math.floor(localMs / DAY_MS);
  const msOfDay = localMs - dayNumber * DAY_MS;
  const minuteOfDay = Math.floor(msOfDay / MINUTE_MS);
  const hour = Math.floor(minuteOfDay / 60);
  const { year, month, day } = civilDateOf(dayNumber);
  return {
    year,
    month,
    day,
    hour,
    minute: minuteOfDay - hour * 60,
    second: Math.floor((msOfDay - minuteOfDay * MINUTE_MS) / SECOND_MS),
    ms: msOfDay % SECOND_MS,
    weekday: weekdayOf(dayNumber),
    dayNumber,
    minuteOfDay,
  };
}

/** Days from 1970-01-01 to the local date at an instant (epoch ms). */
export function localDayNumber(zone: string, atMs: number): number {
  return Math.floor((atMs + spanAt(zone, atMs).offsetMs) / DAY_MS);
}

/** Minutes (0..1439) shown by the local clock at an instant (epoch ms). */
export function localMinuteOfDay(zone: string, atMs: number): number {
  const localMs = atMs + spanAt(zone, atMs).offsetMs;
  return Math.floor((localMs - Math.floor(localMs / DAY_MS) * DAY_MS) / MINUTE_MS);
}

/** First instant (epoch ms) of a local date. A date that the zone left out begins with the next one. */
export function startOfLocalDay(zone: string, dayNumber: number): number {
  return instantOfClock(zone, dayNumber * DAY_MS);
}

/**
 * Instant (epoch ms) of a local date and minute of the day. A local time that the clock jumps over becomes the next
 * existing one, one that it shows twice the first. `minuteOfDay` may pass 1439: it then counts on into later dates.
 */
export function atLocalTime(zone: string, dayNumber: number, minuteOfDay: number): number {
  return instantOfClock(zone, dayNumber * DAY_MS + minuteOfDay * MINUTE_MS);
}

/** Whole local calendar days from one instant to another; negative when `toMs` lies on an earlier date. */
export function calendarDaysBetween(zone: string, fromMs: number, toMs: number): number {
  return localDayNumber(zone, toMs) - localDayNumber(zone, fromMs);
}

/**
 * First instant (epoch ms) at which the local clock shows `clockMs` or later; `clockMs` is local date and time
 * counted as if it were UTC. No offset reaches 24 hours, so the search may start a day before.
 */
export function instantOfClock(zone: string, clockMs: number): number {
  let span = spanAt(zone, clockMs - DAY_MS);
  for (;;) {
    const candidateMs = clockMs - span.offsetMs;
    if (candidateMs < span.fromMs) return span.fromMs; // jumped over at the start of this span
    if (candidateMs < span.untilMs) return candidateMs;
    span = spanAt(zone, span.untilMs);
  }
}
