/** Local clock of the brand: everything an advisor reads is in the brand's zone, wherever the phone thinks it is. */
export interface LocalClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the clocks of `zone` show at an instant (epoch ms). */
export function localClock(zone: string, at: number): LocalClock {
  const { year, month, day, hour, minute } = partsOf(zone, at);
  return { year, month, day, hour, minute };
}

function partsOf(zone: string, at: number) {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

function offsetMs(zone: string, at: number): number {
  const { year, month, day, hour, minute, second } = partsOf(zone, at);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}

/** The instant at which the clocks of `zone` show that time; days past the end of a month run on. */
export function instantOf(zone: string, { year, month, day, hour, minute }: LocalClock): number {
  const naive = Date.UTC(year, month - 1, day, hour, minute);
  const guess = naive - offsetMs(zone, naive);
  // A second look: the offset may differ between the guess and the time meant.
  return naive - offsetMs(zone, guess);
}

/** Days from `from`'s local date to `to`'s: 0 = same day, 1 = tomorrow. */
export function localDaysBetween(zone: string, from: number, to: number): number {
  const a = localClock(zone, from);
  const b = localClock(zone, to);
  return Math.round((Date.UTC(b.year, b.month - 1, b.day) - Date.UTC(a.year, a.month - 1, a.day)) / 86_400_000);
}

/** The first instant of the local day after `at`'s. */
export function endOfLocalDay(zone: string, at: number): number {
  const { year, month, day } = localClock(zone, at);
  return instantOf(zone, { year, month, day: day + 1, hour: 0, minute: 0 });
}

const two = (n: number) => String(n).padStart(2, "0");

/** `09:05` */
export function clockText(zone: string, at: number): string {
  const { hour, minute } = localClock(zone, at);
  return `${two(hour)}:${two(minute)}`;
}

/** `2026-06-18` */
export function dateText(zone: string, at: number): string {
  const { year, month, day } = localClock(zone, at);
  return `${year}-${two(month)}-${two(day)}`;
}

/** `2026-06-18T09:05`, what a date-and-time field takes. */
export const fieldText = (zone: string, at: number): string => `${dateText(zone, at)}T${clockText(zone, at)}`;

const FIELD = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/;

/** Reads a date-and-time field as the brand's local time; undefined when it is empty or half filled. */
export function readField(zone: string, text: string): number | undefined {
  const match = FIELD.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match.slice(1).map(Number);
  return instantOf(zone, { year, month, day, hour, minute });
}
