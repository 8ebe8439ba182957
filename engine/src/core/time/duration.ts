import { instantOfClock } from "./local-time.js";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./units.js";
import { spanAt } from "./zone-table.js";

/** Calendar days in the flow's zone, then elapsed time in ms. Both parts have the same sign. */
export type Duration = { readonly days: number; readonly elapsedMs: number };

/** Longest duration that `parseDuration` takes, in days of 24 h: ten years. */
export const MAX_DURATION_DAYS = 3660;

const DURATION = /^P(?:(\d{1,10})W)?(?:(\d{1,10})D)?(?:T(?:(\d{1,10})H)?(?:(\d{1,10})M)?(?:(\d{1,10})S)?)?$/;

/**
 * Reads an ISO 8601 duration of whole W, D, H, M and S, such as `P1W2DT3H`. `undefined` for months and years (they have
 * no fixed length), fractions, signs, a text without any part, and anything over `MAX_DURATION_DAYS`.
 */
export function parseDuration(text: string): Duration | undefined {
  const match = DURATION.exec(text);
  if (match === null || text.endsWith("T") || text === "P") return undefined;
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  const duration = {
    days: (weeks ?? 0) * 7 + (days ?? 0),
    elapsedMs: (hours ?? 0) * HOUR_MS + (minutes ?? 0) * MINUTE_MS + (seconds ?? 0) * SECOND_MS,
  };
  return durationUpperMs(duration) <= MAX_DURATION_DAYS * DAY_MS ? duration : undefined;
}

/** Like `parseDuration`, with an optional sign: `-P3D` is three days before. For offsets from a date. */
export function parseSignedDuration(text: string): Duration | undefined {
  const duration = parseDuration(text.replace(/^[+-]/, ""));
  if (duration === undefined || !text.startsWith("-")) return duration;
  return { days: 0 - duration.days, elapsedMs: 0 - duration.elapsedMs }; // 0 - x: never -0
}

/**
 * The instant (epoch ms) one duration after another: first the calendar days, keeping the local time (a missing one
 * becomes the next existing one, a double one the first), then the elapsed time.
 */
export function addDuration(zone: string, atMs: number, duration: Duration): number {
  // Without days the local clock must not be asked: the second of two equal local times would become the first.
  if (duration.days === 0) return atMs + duration.elapsedMs;
  const clockMs = atMs + spanAt(zone, atMs).offsetMs + duration.days * DAY_MS;
  return instantOfClock(zone, clockMs) + duration.elapsedMs;
}

/**
 * Nominal length in ms, each calendar day counted as 24 h: for limits and comparisons.
 * The true length differs by what the zone shifts its clock in between.
 */
export function durationUpperMs(duration: Duration): number {
  return duration.days * DAY_MS + duration.elapsedMs;
}

/** ISO 8601 text in days, hours, minutes and seconds (weeks become days); `PT0S` when it is empty. */
export function formatDuration(duration: Duration): string {
  const isNegative = duration.days < 0 || duration.elapsedMs < 0;
  const days = Math.abs(duration.days);
  const seconds = Math.floor(Math.abs(duration.elapsedMs) / SECOND_MS);
  const clock = [
    [Math.floor(seconds / 3600), "H"],
    [Math.floor(seconds / 60) % 60, "M"],
    [seconds % 60, "S"],
  ] as const;
  const time = clock.map(([amount, unit]) => (amount > 0 ? `${amount}${unit}` : "")).join("");
  if (days === 0 && time === "") return "PT0S";
  return `${isNegative ? "-" : ""}P${days > 0 ? `${days}D` : ""}${time === "" ? "" : `T${time}`}`;
}
