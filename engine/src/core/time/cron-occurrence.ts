import { civilDateOf, weekdayOf } from "./civil-date.js";
import { type Cron, parseCron } from "./cron.js";
import { atLocalTime, localDayNumber } from "./local-time.js";

/** 29 February on a given weekday comes at most 40 years apart (across 2100, which is no leap year). */
const SEARCH_DAYS = 366 * 41;
const REMEMBERED_CRONS = 256;

const parsed = new Map<string, Cron | undefined>();

/**
 * First occurrence (epoch ms) strictly after `afterMs`, in the zone's local time; `undefined` for a text that
 * `parseCron` refuses. Local times that the clock jumps over become the next existing one (several become one
 * occurrence), times shown twice occur once, the first time.
 */
export function nextCron(cronText: string, zone: string, afterMs: number): number | undefined {
  const cron = rememberedCron(cronText);
  if (cron === undefined) return undefined;
  const firstDay = localDayNumber(zone, afterMs) - 1;
  for (let dayNumber = firstDay; dayNumber <= firstDay + SEARCH_DAYS; dayNumber++) {
    if (!isCronDay(cron, dayNumber)) continue;
    const index = countUpTo(cron, zone, dayNumber, afterMs);
    const minuteOfDay = cron.minutesOfDay[index];
    if (minuteOfDay !== undefined) return atLocalTime(zone, dayNumber, minuteOfDay);
  }
  return undefined;
}

/**
 * Latest occurrence (epoch ms) at or before `atMs` and after `notBeforeMs`, so that occurrences missed while the
 * system was down collapse into one; `undefined` when there is none.
 */
export function previousCron(cronText: string, zone: string, atMs: number, notBeforeMs: number): number | undefined {
  const cron = rememberedCron(cronText);
  if (cron === undefined || !(notBeforeMs < atMs)) return undefined;
  const lastDay = localDayNumber(zone, atMs) + 1;
  for (let dayNumber = lastDay; dayNumber >= lastDay - SEARCH_DAYS; dayNumber--) {
    if (isCronDay(cron, dayNumber)) {
      const minuteOfDay = cron.minutesOfDay[countUpTo(cron, zone, dayNumber, atMs) - 1];
      if (minuteOfDay !== undefined) {
        const occurrenceMs = atLocalTime(zone, dayNumber, minuteOfDay);
        return occurrenceMs > notBeforeMs ? occurrenceMs : undefined;
      }
    }
    if (atLocalTime(zone, dayNumber, 0) <= notBeforeMs) return undefined;
  }
  return undefined;
}

function rememberedCron(text: string): Cron | undefined {
  if (parsed.has(text)) return parsed.get(text);
  const result = parseCron(text);
  const cron = result.ok ? result.cron : undefined;
  if (parsed.size >= REMEMBERED_CRONS) parsed.clear();
  parsed.set(text, cron);
  return cron;
}

function isCronDay(cron: Cron, dayNumber: number): boolean {
  const { month, day } = civilDateOf(dayNumber);
  if (!cron.months.has(month)) return false;
  const isDay = cron.daysOfMonth.has(day);
  const isWeekday = cron.weekdays.has(weekdayOf(dayNumber));
  return cron.isEitherDay ? isDay || isWeekday : isDay && isWeekday;
}

/** How many of a day's occurrences are at or before an instant. Halving works: later clock times never come earlier. */
function countUpTo(cron: Cron, zone: string, dayNumber: number, atMs: number): number {
  let low = 0;
  let high = cron.minutesOfDay.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (atLocalTime(zone, dayNumber, cron.minutesOfDay[middle] ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
