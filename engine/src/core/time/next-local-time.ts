import { weekdayOf } from "./civil-date.js";
import { atLocalTime, localDayNumber } from "./local-time.js";

/** First instant (epoch ms) at or after `atMs` at which it is `minuteOfDay` in the zone. */
export function nextLocalTime(zone: string, atMs: number, minuteOfDay: number): number {
  return firstOnDays(zone, atMs, minuteOfDay, () => true);
}

/** First instant (epoch ms) at or after `atMs` at which it is `minuteOfDay` on a weekday (Monday 1 … Sunday 7). */
export function nextWeekdayTime(zone: string, atMs: number, weekday: number, minuteOfDay: number): number {
  return firstOnDays(zone, atMs, minuteOfDay, (dayNumber) => weekdayOf(dayNumber) === weekday);
}

function firstOnDays(
  zone: string,
  atMs: number,
  minuteOfDay: number,
  isWanted: (dayNumber: number) => boolean,
): number {
  // From the day before: a time on a date that the zone left out (Apia, 2011-12-30) falls on the start of the next.
  const firstDay = localDayNumber(zone, atMs) - 1;
  for (let dayNumber = firstDay; dayNumber <= firstDay + 16; dayNumber++) {
    if (!isWanted(dayNumber)) continue;
    const candidateMs = atLocalTime(zone, dayNumber, minuteOfDay);
    if (candidateMs >= atMs) return candidateMs;
  }
  throw new RangeError("No such weekday: Monday is 1, Sunday is 7");
}
