import { weekdayOf } from "./civil-date.js";
import { atLocalTime, localDayNumber, localMinuteOfDay } from "./local-time.js";
import { DAY_MS, MINUTES_PER_DAY } from "./units.js";
import { spanAt } from "./zone-table.js";

/**
 * Hours in which customers may be contacted, in minutes of the local day; the start is inside, the end is not.
 * A start after the end means overnight; start and end alike mean 24 hours. `days` (Monday 1 … Sunday 7) are those on
 * which the window opens: Friday 22:00–02:00 still holds on Saturday at 01:00 and not on Friday at 01:00.
 */
export type ContactWindow = {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly days: readonly number[];
};

/** One window, or several of which any one will do (a morning and an evening). */
export type ContactHours = ContactWindow | readonly ContactWindow[];

const DEFAULT_HORIZON_DAYS = 60;
const WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/**
 * Whether the local clock stands inside a window. Only the clock counts: in the hour that is shown twice in autumn a
 * window of that hour holds twice, and nobody is contacted at an hour that the window does not name.
 */
export function isInWindow(window: ContactWindow, zone: string, atMs: number): boolean {
  const minute = localMinuteOfDay(zone, atMs);
  const weekday = weekdayOf(localDayNumber(zone, atMs));
  if (window.startMinute < window.endMinute) {
    return minute >= window.startMinute && minute < window.endMinute && window.days.includes(weekday);
  }
  const opensToday = minute >= window.startMinute && window.days.includes(weekday);
  return opensToday || (minute < window.endMinute && window.days.includes(weekday === 1 ? 7 : weekday - 1));
}

/** Whether all of the given hours hold. */
export function isInAllWindows(hours: readonly ContactHours[], zone: string, atMs: number): boolean {
  return hours.every((each) => alternatives(each).some((window) => isInWindow(window, zone, atMs)));
}

/**
 * First instant (epoch ms) at or after `atMs` inside a window: `atMs` itself when it is inside.
 * Throws `RangeError` for a window that never opens: without days, or with minutes that no clock shows.
 */
export function nextWindowOpen(window: ContactWindow, zone: string, atMs: number): number {
  if (!canOpen(window))
    throw new RangeError("This window never opens: give days from 1 to 7 and minutes from 0 to 1439");
  let nextMs = atMs;
  // Outside becomes inside only at an opening time or when the clock is shifted, so no other instant is asked.
  while (!isInWindow(window, zone, nextMs)) {
    nextMs = Math.min(nextOpening(window, zone, nextMs), spanAt(zone, nextMs).untilMs);
  }
  return nextMs;
}

/**
 * First instant (epoch ms) at or after `atMs` at which all of the given hours hold, or `undefined` when there is none
 * within `horizonDays` (default 60). Without any hours it is `atMs`.
 */
export function nextOpenOfAll(
  hours: readonly ContactHours[],
  zone: string,
  atMs: number,
  horizonDays: number = DEFAULT_HORIZON_DAYS,
): number | undefined {
  const lastMs = atMs + horizonDays * DAY_MS;
  let nextMs = atMs;
  for (;;) {
    const beforeMs = nextMs;
    for (const each of hours) {
      nextMs = nextOpenOfAny(alternatives(each), zone, nextMs);
      if (nextMs > lastMs) return undefined;
    }
    if (nextMs === beforeMs) return nextMs;
  }
}

function nextOpenOfAny(windows: readonly ContactWindow[], zone: string, atMs: number): number {
  let earliestMs = Number.POSITIVE_INFINITY;
  for (const window of windows) {
    if (canOpen(window)) earliestMs = Math.min(earliestMs, nextWindowOpen(window, zone, atMs));
  }
  return earliestMs;
}

function canOpen({ startMinute, endMinute, days }: ContactWindow): boolean {
  const areMinutesValid = startMinute >= 0 && startMinute < MINUTES_PER_DAY && endMinute >= 0;
  return areMinutesValid && days.some((day) => WEEKDAYS.includes(day));
}

function nextOpening(window: ContactWindow, zone: string, afterMs: number): number {
  for (let dayNumber = localDayNumber(zone, afterMs); ; dayNumber++) {
    if (!window.days.includes(weekdayOf(dayNumber))) continue;
    const openingMs = atLocalTime(zone, dayNumber, window.startMinute);
    if (openingMs > afterMs) return openingMs;
  }
}

function alternatives(hours: ContactHours): readonly ContactWindow[] {
  return "startMinute" in hours ? [hours] : hours;
}
