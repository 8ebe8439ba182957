import { civilDateOf, dayNumberOf, daysInMonth } from "./civil-date.js";
import { localDayNumber, localMinuteOfDay } from "./local-time.js";
import { MINUTES_PER_DAY } from "./units.js";

/** Digits of a number, padded with zeros. */
export function padNumber(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

/** `YYYY-MM-DD` of a day number. */
export function formatDayNumber(dayNumber: number): string {
  const { year, month, day } = civilDateOf(dayNumber);
  return `${padNumber(year, 4)}-${padNumber(month, 2)}-${padNumber(day, 2)}`;
}

/** Local date `YYYY-MM-DD` at an instant (epoch ms). */
export function formatLocalDate(zone: string, atMs: number): string {
  return formatDayNumber(localDayNumber(zone, atMs));
}

/** `HH:mm` of a minute of the day (0..1439). */
export function formatMinuteOfDay(minuteOfDay: number): string {
  return `${padNumber(Math.floor(minuteOfDay / 60), 2)}:${padNumber(minuteOfDay % 60, 2)}`;
}

/** Local time `HH:mm` at an instant (epoch ms); seconds are cut off. */
export function formatLocalTime(zone: string, atMs: number): string {
  return formatMinuteOfDay(localMinuteOfDay(zone, atMs));
}

/** Day number of a `YYYY-MM-DD` date from year 1; `undefined` when the text or the date does not exist. */
export function parseLocalDate(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayNumberOf(year, month, day);
}

/** Two digits of a text as a number, without the cost of an expression: clock times are read in every step. */
function numberAt(text: string, index: number): number {
  const tens = text.charCodeAt(index) - 0x30;
  const ones = text.charCodeAt(index + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Minute of the day of `HH:mm`, 00:00 to 23:59; `undefined` for anything else. */
export function parseLocalTime(text: string): number | undefined {
  if (text.length !== 5 || text[2] !== ":") return undefined;
  const minutes = numberAt(text, 3);
  const minuteOfDay = numberAt(text, 0) * 60 + minutes;
  return minuteOfDay < MINUTES_PER_DAY && minutes < 60 ? minuteOfDay : undefined;
}
