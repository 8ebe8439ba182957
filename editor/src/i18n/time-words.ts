import { parseCron } from "@sopflow/engine/core";
import type { ContactWindowSetting } from "@sopflow/schemas";
import { joinList, type Locale } from "./locale.js";

const WEEKDAYS = {
  zh: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
} as const;
const DAYS_A_WEEK = 7;
const DAYS_A_MONTH = 31;
const MONTHS_A_YEAR = 12;
/** More times a day than these are not read out. */
const MAX_TIMES = 4;

/** 1 = Monday … 7 = Sunday. */
export const weekdayWords = (weekday: number, locale: Locale): string =>
  WEEKDAYS[locale][weekday - 1] ?? String(weekday);

/** Hours of contact: "每天 09:00–21:00", "Monday, Friday 09:00–21:00"; an overnight window says so. */
export function windowWords({ start, end, days }: ContactWindowSetting, locale: Locale): string {
  const set = [...new Set(days)].sort();
  const night = start > end ? (locale === "zh" ? "次日 " : "next day ") : "";
  return `${daysWords(set, locale)} ${start}–${night}${end}`;
}

function daysWords(days: readonly number[], locale: Locale): string {
  if (days.length === DAYS_A_WEEK) return locale === "zh" ? "每天" : "every day";
  const [first] = days;
  if (days.join("") === "12345") return locale === "zh" ? "周一至周五" : "Monday to Friday";
  if (days.length === 1 && first !== undefined)
    return locale === "zh" ? `每${weekdayWords(first, locale)}` : weekdayWords(first, locale);
  return joinList(
    days.map((day) => weekdayWords(day, locale)),
    locale,
  );
}

/** A cron line in words where it is simple enough; otherwise the line itself. */
export function cronWords(text: string, locale: Locale): string {
  const read = parseCron(text);
  if (!read.ok) return text;
  const { minutesOfDay, months, daysOfMonth, weekdays } = read.cron;
  const everyDate = daysOfMonth.size === DAYS_A_MONTH;
  const everyWeekday = weekdays.size === DAYS_A_WEEK;
  if (months.size !== MONTHS_A_YEAR || minutesOfDay.length > MAX_TIMES || !(everyDate || everyWeekday)) return text;
  const times = joinList(minutesOfDay.map(clockText), locale);
  if (everyDate) return `${daysWords([...weekdays].sort(), locale)} ${times}`;
  const dates = joinList([...daysOfMonth].sort((a, b) => a - b).map(String), locale);
  return locale === "zh" ? `每月 ${dates} 号 ${times}` : `day ${dates} of each month ${times}`;
}

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/;

/** A date or an instant as its author wrote it, in its own offset: "2026-06-18 09:00". */
export function dateWords(text: string): string {
  const match = INSTANT.exec(text);
  return match === null ? text : `${match[1]} ${match[2]}`;
}
