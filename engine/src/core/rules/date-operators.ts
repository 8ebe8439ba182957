import { civilDateOf, dayNumberOf, daysInMonth, localDayNumber, parseInstant, parseLocalDate } from "../time/index.js";

/** What the date operators need beside both sides: logical time (epoch ms) and the zone whose calendar counts. */
export interface OperatorContext {
  readonly at: number;
  readonly zone: string;
}

/** A date as a fact or value gives it: an instant (epoch ms) or a day of the zone's calendar. */
type DateValue = { readonly atMs: number } | { readonly day: number };

/** 0001-01-01 and 9999-12-31: beyond them a number is no date, and time zone data may refuse it. */
const MIN_AT_MS = -62_135_596_800_000;
const MAX_AT_MS = 253_402_300_799_999;

/** Epoch ms, `YYYY-MM-DD` (a day of the zone) or an ISO instant with offset; anything else is no date. */
function readDate(value: unknown): DateValue | undefined {
  if (typeof value === "number") return toInstant(value);
  if (typeof value !== "string") return undefined;
  if (value.length === 10) {
    const day = parseLocalDate(value);
    return day === undefined ? undefined : { day };
  }
  return toInstant(parseInstant(value));
}

function toInstant(atMs: number | undefined): DateValue | undefined {
  return atMs !== undefined && atMs >= MIN_AT_MS && atMs <= MAX_AT_MS ? { atMs } : undefined;
}

const dayOf = (date: DateValue, zone: string): number => ("day" in date ? date.day : localDayNumber(zone, date.atMs));

/**
 * Negative when left is earlier. As soon as one side is a whole day both are compared as days: "after 11 November"
 * begins on the 12th, not one millisecond into the 11th. NaN, which no ordering accepts, when a side is no date.
 */
function compareDates(left: unknown, right: unknown, { zone }: OperatorContext): number {
  const a = readDate(left);
  const b = readDate(right);
  if (a === undefined || b === undefined) return Number.NaN;
  return "atMs" in a && "atMs" in b ? a.atMs - b.atMs : dayOf(a, zone) - dayOf(b, zone);
}

/** Whole calendar days from the date to today, negative when it lies ahead; NaN when it is no date. */
function daysAgo(left: unknown, { at, zone }: OperatorContext): number {
  const date = readDate(left);
  return date === undefined ? Number.NaN : localDayNumber(zone, at) - dayOf(date, zone);
}

/** Days to the next return of month and day, 0 on the day itself; 29 February is kept on the 28th in common years. */
function daysToAnniversary(left: unknown, { at, zone }: OperatorContext): number {
  const date = readDate(left);
  if (date === undefined) return Number.NaN;
  const { month, day } = civilDateOf(dayOf(date, zone));
  const today = localDayNumber(zone, at);
  const { year } = civilDateOf(today);
  const inYear = (y: number) => dayNumberOf(y, month, Math.min(day, daysInMonth(y, month))) - today;
  const thisYear = inYear(year);
  return thisYear >= 0 ? thisYear : inYear(year + 1);
}

const isDays = (value: unknown): value is number => typeof value === "number";

export const isBefore = (left: unknown, right: unknown, context: OperatorContext): boolean =>
  compareDates(left, right, context) < 0;

export const isAfter = (left: unknown, right: unknown, context: OperatorContext): boolean =>
  compareDates(left, right, context) > 0;

export function isWithinDays(left: unknown, right: unknown, context: OperatorContext): boolean {
  const ago = daysAgo(left, context);
  return isDays(right) && ago >= 0 && ago <= right;
}

export const isOlderThanDays = (left: unknown, right: unknown, context: OperatorContext): boolean =>
  isDays(right) && daysAgo(left, context) > right;

export function isInNextDays(left: unknown, right: unknown, context: OperatorContext): boolean {
  const ahead = -daysAgo(left, context);
  return isDays(right) && ahead >= 0 && ahead <= right;
}

export const isAnniversaryInDays = (left: unknown, right: unknown, context: OperatorContext): boolean =>
  isDays(right) && daysToAnniversary(left, context) <= right;
