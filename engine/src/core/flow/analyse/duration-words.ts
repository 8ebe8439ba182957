import type { Text } from "@sopflow/schemas";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../time/index.js";

/** A length of time as people say it, in its largest unit that is not a fraction of one: 3 days, 36 hours. */
export function durationWords(ms: number): Text {
  if (ms >= 3 * DAY_MS || (ms >= DAY_MS && ms % DAY_MS === 0)) return words(Math.floor(ms / DAY_MS), "天", "day");
  if (ms >= HOUR_MS) return words(Math.floor(ms / HOUR_MS), "小时", "hour");
  return words(Math.max(1, Math.floor(ms / MINUTE_MS)), "分钟", "minute");
}

const words = (n: number, zh: string, en: string): Text => ({
  zh: `${n} ${zh}`,
  en: `${n} ${en}${n === 1 ? "" : "s"}`,
});
