import type { DataOf } from "@sopflow/schemas";
import { CalendarDays } from "lucide-react";
import { offsetWords } from "../../i18n/duration-words.js";
import type { Locale } from "../../i18n/locale.js";
import type { Names } from "../../i18n/names.js";
import { dateWords, weekdayWords } from "../../i18n/time-words.js";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

const ANCHOR_WORDS = {
  enteredAt: { zh: "进入流程后", en: "after entering" },
  friendSince: { zh: "加好友后", en: "after becoming a friend" },
  lastOrderAt: { zh: "最近下单后", en: "after the last order" },
} as const;

export const waitUntil: NodeView<"wait.until"> = {
  type: "wait.until",
  category: "wait",
  icon: CalendarDays,
  title: { zh: "等到某个时间", en: "Wait until" },
  purpose: { zh: "等到某天、某时刻或客户的某个日子", en: "Until a date, a time of day or a day of the customer's" },
  aliases: ["dengdao", "riqi", "rq", "until", "date"],
  create: () => ({ time: "10:00", ifPast: "next" }),
  summary: (data, locale, names) =>
    locale === "zh" ? `等到${pointZh(data, names)}` : `Wait until ${pointEn(data, names)}`,
  portLabel: (_data, port, locale) => commonPort(port, locale),
};

type Data = DataOf<"wait.until">;

const attributeName = (name: string, names: Names) => names.attribute?.(name) ?? name;
const offset = (text: string, locale: Locale) => offsetWords(text, locale);

function pointZh(data: Data, names: Names): string {
  if ("date" in data) return ` ${dateWords(data.date)}`;
  if ("weekday" in data) return `${weekdayWords(data.weekday, "zh")} ${data.time}`;
  if ("attribute" in data) {
    const time = data.time === undefined ? "" : ` ${data.time}`;
    return `「${attributeName(data.attribute, names)}」${offset(data.offset, "zh")}${time}`;
  }
  if ("anchor" in data) return `${ANCHOR_WORDS[data.anchor].zh}第 ${data.day} 天 ${data.time}`;
  return ` ${data.time}`;
}

function pointEn(data: Data, names: Names): string {
  if ("date" in data) return dateWords(data.date);
  if ("weekday" in data) return `${weekdayWords(data.weekday, "en")} ${data.time}`;
  if ("attribute" in data) {
    const time = data.time === undefined ? "" : ` at ${data.time}`;
    const shift = offset(data.offset, "en");
    return `${shift === "" ? "" : `${shift} `}"${attributeName(data.attribute, names)}"${time}`;
  }
  if ("anchor" in data) return `day ${data.day} ${ANCHOR_WORDS[data.anchor].en}, ${data.time}`;
  return data.time;
}
