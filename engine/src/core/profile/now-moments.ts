import {
  DAY_MS,
  localDayNumber,
  MINUTE_MS,
  parseInstant,
  parseLocalDate,
  parseLocalTime,
  startOfLocalDay,
  zoneOffsetMs,
} from "../time/index.js";
import type { Moments, TimedFact } from "./moments.js";

/** So many midnights cover every weekday and every day of the month; a month further off is planned again then. */
const CALENDAR_DAYS = 62;

/** When the next local day begins. */
export const nextMidnight = (at: number, zone: string): number => startOfLocalDay(zone, localDayNumber(zone, at) + 1);

const sorted = (times: Iterable<number>, at: number): number[] =>
  [...new Set(times)].filter((time) => time > at).sort((a, b) => a - b);

/** The day that a date value names in the zone; undefined when it is none, or out of every calendar. */
export function dayOfValue(value: unknown, zone: string): number | undefined {
  if (typeof value === "string" && value.length === 10) return parseLocalDate(value);
  const instant = instantOfValue(value);
  return instant === undefined ? undefined : localDayNumber(zone, instant);
}

/** 0001-01-01 and 9999-12-31, as the date operators have it. */
function instantOfValue(value: unknown): number | undefined {
  const instant = typeof value === "string" ? parseInstant(value) : value;
  if (typeof instant !== "number") return undefined;
  return instant >= -62_135_596_800_000 && instant <= 253_402_300_799_999 ? instant : undefined;
}

/** `now.at`: when the clock reaches the value, passes it, and begins and ends its day. */
export const instantMoments: TimedFact = ({ at, zone, values }) => {
  const times = values.flatMap((value) => {
    const day = dayOfValue(value, zone);
    const instant = instantOfValue(value);
    return [
      ...(instant === undefined ? [] : [Math.ceil(instant), Math.floor(instant) + 1]),
      ...(day === undefined ? [] : [startOfLocalDay(zone, day), startOfLocalDay(zone, day + 1)]),
    ];
  });
  return { times: sorted(times, at) };
};

/** `now.date`: as `now.at`; where the text itself is compared in some other way, the next midnight. */
export const dateMoments: TimedFact = (scope) => {
  const isDates = scope.isCompared && scope.values.every((value) => dayOfValue(value, scope.zone) !== undefined);
  return isDates ? instantMoments(scope) : { times: [], stop: nextMidnight(scope.at, scope.zone) };
};

/** `now.weekday`, `now.month`, `now.day`: the midnights of one full round. */
export const calendarMoments: TimedFact = ({ at, zone }) => {
  const today = localDayNumber(zone, at);
  const days = Array.from({ length: CALENDAR_DAYS }, (_, i) => startOfLocalDay(zone, today + 1 + i));
  return { times: days, stop: startOfLocalDay(zone, today + 1 + CALENDAR_DAYS) };
};

/** `now.time`: when a clock time is reached and passed, and midnight; the next minute for anything but clock times. */
export const clockMoments: TimedFact = ({ at, zone, values, isCompared }): Moments => {
  const minutes = values.map((value) => (typeof value === "string" ? parseLocalTime(value) : undefined));
  if (!isCompared || minutes.includes(undefined)) return { times: [], stop: nextMinute(at) };
  const offsetMs = zoneOffsetMs(zone, at);
  const midnight = Math.floor((at + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
  const times = [midnight + DAY_MS];
  for (const minute of minutes) {
    for (const start of [midnight, midnight + DAY_MS]) {
      times.push(start + (minute ?? 0) * MINUTE_MS, start + ((minute ?? 0) + 1) * MINUTE_MS);
    }
  }
  // With another offset the clock shows other times: nothing is known past the next change.
  const stop = nextOffsetChange(at, zone, offsetMs);
  return stop === undefined ? { times: sorted(times, at) } : { times: sorted(times, at), stop };
};

export const nextMinute = (at: number): number => (Math.floor(at / MINUTE_MS) + 1) * MINUTE_MS;

const QUARTER_MS = 15 * MINUTE_MS;

/** Clocks are moved at full quarters of an hour; two days cover every clock time once. */
function nextOffsetChange(at: number, zone: string, offsetMs: number): number | undefined {
  if (zoneOffsetMs(zone, at + 2 * DAY_MS) === offsetMs) return undefined;
  for (let t = (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS; t <= at + 2 * DAY_MS; t += QUARTER_MS) {
    if (zoneOffsetMs(zone, t) !== offsetMs) return t;
  }
  return undefined;
}
