import type { Locale } from "../i18n/locale.js";
import { clockText, localClock } from "../time/brand-time.js";

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, locale: Locale): Intl.DateTimeFormat {
  const key = `${locale} ${zone}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", { timeZone: zone, month: "short", day: "numeric" });
  formats.set(key, format);
  return format;
}

/** A moment of a preview: "6月3日 09:30", "3 Jun 09:30"; the year where it is not that of the start. */
export function momentText(zone: string, at: number, startAt: number, locale: Locale): string {
  const { year } = localClock(zone, at);
  const day = formatOf(zone, locale).format(at);
  const dated = year === localClock(zone, startAt).year ? day : locale === "zh" ? `${year}年${day}` : `${day} ${year}`;
  return `${dated} ${clockText(zone, at)}`;
}
