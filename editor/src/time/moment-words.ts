import type { Locale } from "../i18n/locale.js";
import { clockText, localClock, localDaysBetween } from "./brand-time.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const NEAR_DAYS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  zh: { "-2": "前天", "-1": "昨天", "0": "今天", "1": "明天", "2": "后天" },
  en: { "-1": "yesterday", "0": "today", "1": "tomorrow" },
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** A local day in words: "今天", "6月18日", "18 Jun"; the year only where it is another. */
export function dayWords(zone: string, at: number, now: number, locale: Locale): string {
  const near = NEAR_DAYS[locale][String(localDaysBetween(zone, now, at))];
  if (near !== undefined) return near;
  const { year, month, day } = localClock(zone, at);
  const sameYear = year === localClock(zone, now).year;
  if (locale === "zh") return sameYear ? `${month}月${day}日` : `${year}年${month}月${day}日`;
  const short = `${day} ${MONTHS[month - 1] ?? ""}`;
  return sameYear ? short : `${short} ${year}`;
}

/** "今天 15:00", "18 Jun 09:00" */
export const momentWords = (zone: string, at: number, now: number, locale: Locale): string =>
  `${dayWords(zone, at, now, locale)} ${clockText(zone, at)}`;

/** A length of time in its largest unit: "2 小时", "3 days". Never negative. */
export function lengthWords(ms: number, locale: Locale): string {
  const [amount, zh, en] =
    ms >= DAY_MS
      ? [Math.floor(ms / DAY_MS), "天", "day"]
      : ms >= HOUR_MS
        ? [Math.floor(ms / HOUR_MS), "小时", "hour"]
        : [Math.max(0, Math.floor(ms / MINUTE_MS)), "分钟", "minute"];
  return locale === "zh" ? `${amount} ${zh}` : `${amount} ${en}${amount === 1 ? "" : "s"}`;
}

/** "刚刚", "3 小时前", "2 days ago" */
export function agoWords(at: number, now: number, locale: Locale): string {
  if (now - at < MINUTE_MS) return locale === "zh" ? "刚刚" : "just now";
  const length = lengthWords(now - at, locale);
  return locale === "zh" ? `${length}前` : `${length} ago`;
}
