import type { Random } from "./random.js";

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
/** The demo brand lives in Shanghai, which has kept +08:00 without summer time since 1991. */
const OFFSET_MS = 8 * HOUR_MS;

/** Local midnight of the day that holds `atMs`. */
export const dayStart = (atMs: number): number => Math.floor((atMs + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (atMs: number): number => ((Math.floor((atMs + OFFSET_MS) / DAY_MS) + 3) % 7) + 1;

export const hourOf = (atMs: number): number => Math.floor((atMs + OFFSET_MS) / HOUR_MS) % 24;

/** The instant with its offset, to the second: `2026-06-18T09:00:00+08:00`. */
export const instantText = (atMs: number): string => `${new Date(atMs + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;

/** How busy each hour is: a breath at noon, the peak from eight to ten in the evening, almost nothing at night. */
export const HOUR_WEIGHTS: readonly number[] = [
  1, 0.4, 0.2, 0.1, 0.1, 0.3, 1, 2, 4, 6, 7, 7, 8, 7, 5, 5, 5, 5, 6, 9, 14, 15, 10, 4,
];
/** Monday … Sunday: people have time for themselves at the weekend. */
export const WEEKDAY_WEIGHTS: readonly number[] = [0.9, 0.9, 0.95, 1, 1.05, 1.25, 1.2];

const HOUR_TOTAL = HOUR_WEIGHTS.reduce((sum, weight) => sum + weight, 0);
const MAX_WEEKDAY = Math.max(...WEEKDAY_WEIGHTS);

/** Some second of the local day that holds `atMs`, busy hours more often. */
export function timeOfDay(random: Random, atMs: number): number {
  let rest = random.next() * HOUR_TOTAL;
  let hour = 0;
  while (hour < 23 && rest >= (HOUR_WEIGHTS[hour] ?? 0)) rest -= HOUR_WEIGHTS[hour++] ?? 0;
  return dayStart(atMs) + hour * HOUR_MS + random.int(0, 3_599) * SECOND_MS;
}

/** Moves a moment to a busy hour of its own day, or now and then to the next day where that day is a busier one. */
export function humanTime(random: Random, atMs: number): number {
  const weight = (WEEKDAY_WEIGHTS[weekdayOf(atMs) - 1] ?? 1) / MAX_WEEKDAY;
  return timeOfDay(random, random.next() < weight ? atMs : atMs + DAY_MS);
}
