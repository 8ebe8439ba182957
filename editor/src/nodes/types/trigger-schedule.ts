import { CalendarClock } from "lucide-react";
import { conditionWords } from "../../i18n/condition-words.js";
import { cronWords, dateWords } from "../../i18n/time-words.js";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const triggerSchedule: NodeView<"trigger.schedule"> = {
  type: "trigger.schedule",
  category: "trigger",
  icon: CalendarClock,
  title: { zh: "定时触发", en: "On schedule" },
  purpose: { zh: "到点时，符合条件的客户一起进入", en: "Everyone who matches enters at a set time" },
  aliases: ["dingshi", "ds", "schedule", "cron"],
  create: () => ({ cron: "0 10 * * *", audience: { all: [] }, catchUp: "last" }),
  summary({ cron, at, audience }, locale, names) {
    const time = cron === undefined ? dateWords(at ?? "") : cronWords(cron, locale);
    const who = conditionWords(audience, locale, names);
    if (locale === "zh") return `${time}，${who === "" ? "所有客户" : who}`;
    return `${time}, ${who === "" ? "every customer" : who}`;
  },
  portLabel: (_data, port, locale) => commonPort(port, locale),
};
