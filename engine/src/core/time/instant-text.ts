import { formatDayNumber, padNumber, parseLocalDate } from "./local-text.js";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./units.js";
import { spanAt } from "./zone-table.js";

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d+))?)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * Epoch ms of an ISO 8601 instant such as `2026-01-01T09:00:00+08:00`. The offset (or `Z`) is required, since a time
 * without one means another instant on every machine; seconds may be left out, parts below 1 ms are cut off.
 * `undefined` for any other text and for dates that do not exist.
 */
export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const [, date = "", hour, minute, second = "0", fraction = "", sign, offsetHour = "0", offsetMinute = "0"] = match;
  const dayNumber = parseLocalDate(date);
  if (dayNumber === undefined) return undefined;
  const clockMs = Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * SECOND_MS;
  const offsetMs = Number(offsetHour) * HOUR_MS + Number(offsetMinute) * MINUTE_MS;
  const fractionMs = Number(fraction.slice(0, 3).padEnd(3, "0"));
  return dayNumber * DAY_MS + clockMs + fractionMs + (sign === "-" ? offsetMs : -offsetMs);
}

/** ISO 8601 with the zone's offset, `2026-01-01T09:00:00+08:00`; ms are written only when there are any. */
export function formatInstant(zone: string, atMs: number): string {
  // Offsets of old local mean times have seconds, which ISO cannot write; whole minutes keep the instant exact.
  const offsetMinutes = Math.trunc(spanAt(zone, atMs).offsetMs / MINUTE_MS);
  const localMs = Math.floor(atMs) + offsetMinutes * MINUTE_MS;
  const dayNumber = Math.floor(localMs / DAY_MS);
  const msOfDay = localMs - dayNumber * DAY_MS;
  const clock = [msOfDay / HOUR_MS, (msOfDay / MINUTE_MS) % 60, (msOfDay / SECOND_MS) % 60]
    .map((part) => padNumber(Math.floor(part), 2))
    .join(":");
  const ms = msOfDay % SECOND_MS;
  const fraction = ms === 0 ? "" : `.${padNumber(ms, 3)}`;
  const size = Math.abs(offsetMinutes);
  const offset = `${offsetMinutes < 0 ? "-" : "+"}${padNumber(Math.floor(size / 60), 2)}:${padNumber(size % 60, 2)}`;
  return `${formatDayNumber(dayNumber)}T${clock}${fraction}${offset}`;
}
