export type { CivilDate } from "./civil-date.js";
export { civilDateOf, dayNumberOf, daysInMonth, weekdayOf } from "./civil-date.js";
export type { ContactHours, ContactWindow } from "./contact-window.js";
export { isInAllWindows, isInWindow, nextOpenOfAll, nextWindowOpen } from "./contact-window.js";
export type { Cron, CronResult } from "./cron.js";
export { parseCron } from "./cron.js";
export { nextCron, previousCron } from "./cron-occurrence.js";
export type { Duration } from "./duration.js";
export {
  addDuration,
  durationUpperMs,
  formatDuration,
  MAX_DURATION_DAYS,
  parseDuration,
  parseSignedDuration,
} from "./duration.js";
export { formatInstant, parseInstant } from "./instant-text.js";
export {
  formatDayNumber,
  formatLocalDate,
  formatLocalTime,
  formatMinuteOfDay,
  parseLocalDate,
  parseLocalTime,
} from "./local-text.js";
export type { LocalParts } from "./local-time.js";
export {
  atLocalTime,
  calendarDaysBetween,
  localDayNumber,
  localMinuteOfDay,
  localParts,
  startOfLocalDay,
} from "./local-time.js";
export { nextLocalTime, nextWeekdayTime } from "./next-local-time.js";
export { DAY_MS, HOUR_MS, MINUTE_MS, MINUTES_PER_DAY, SECOND_MS } from "./units.js";
export { isZone, zoneOffsetMs } from "./zone.js";
