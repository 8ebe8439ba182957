import { civilDateOf, dayNumberOf, daysInMonth } from "./civil-date.js";
import { parseInstant } from "./instant-text.js";
import { parseLocalDate } from "./local-text.js";
import { atLocalTime, localDayNumber, localMinuteOfDay, startOfLocalDay } from "./local-time.js";

/**
 * The instant (epoch ms) that a date value means: a number is epoch ms already, `YYYY-MM-DD` begins its day in the zone,
 * other texts are instants with an offset. Undefined for anything else.
 */
export function dateOf(value: unknown, zone: string): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const day = parseLocalDate(value);
  return day === undefined ? parseInstant(value) : startOfLocalDay(zone, day);
}

/** The first anniversary of `at` at or after `from`, at the same local time; 29 February falls on the 28th otherwise. */
export function nextAnniversary(at: number, zone: string, from: number): number {
  const { month, day } = civilDateOf(localDayNumber(zone, at));
  const minute = localMinuteOfDay(zone, at);
  let { year } = civilDateOf(localDayNumber(zone, from));
  for (;;) {
    const dayNumber = dayNumberOf(year, month, Math.min(day, daysInMonth(year, month)));
    const candidate = atLocalTime(zone, dayNumber, minute);
    if (candidate >= from) return candidate;
    year += 1;
  }
}
