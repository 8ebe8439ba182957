import { parseDuration, parseSignedDuration } from "@sopflow/engine/core";
import type { Locale } from "./locale.js";

const HOUR_SECONDS = 3600;
const MINUTE_SECONDS = 60;

const UNITS = {
  day: { zh: "天", en: "day" },
  hour: { zh: "小时", en: "hour" },
  minute: { zh: "分钟", en: "minute" },
  second: { zh: "秒", en: "second" },
} as const;

/** An ISO duration in words: `P1DT12H` = "1 天 12 小时", "1 day 12 hours". What is not a duration stays as written. */
export function durationWords(text: string, locale: Locale): string {
  const duration = parseDuration(text);
  if (duration === undefined) return text;
  const seconds = Math.round(duration.elapsedMs / 1000);
  const parts = [
    amount(duration.days, "day", locale),
    amount(Math.floor(seconds / HOUR_SECONDS), "hour", locale),
    amount(Math.floor((seconds % HOUR_SECONDS) / MINUTE_SECONDS), "minute", locale),
    amount(seconds % MINUTE_SECONDS, "second", locale),
  ].filter((part) => part !== undefined);
  if (parts.length > 0) return parts.join(" ");
  return locale === "zh" ? "0 分钟" : "0 minutes";
}

/** An offset from a date: `-P3D` = "前 3 天", "3 days before"; nothing for none. */
export function offsetWords(text: string, locale: Locale): string {
  const duration = parseSignedDuration(text);
  if (duration === undefined) return text;
  if (duration.days === 0 && duration.elapsedMs === 0) return "";
  const isBefore = duration.days < 0 || duration.elapsedMs < 0;
  const length = durationWords(text.replace(/^[+-]/, ""), locale);
  if (locale === "zh") return `${isBefore ? "前" : "后"} ${length}`;
  return `${length} ${isBefore ? "before" : "after"}`;
}

function amount(count: number, unit: keyof typeof UNITS, locale: Locale): string | undefined {
  if (count === 0) return undefined;
  const name = UNITS[unit][locale];
  return `${count} ${name}${locale === "en" && count !== 1 ? "s" : ""}`;
}
