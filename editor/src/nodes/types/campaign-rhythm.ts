import type { DataOf } from "@sopflow/schemas";
import { Megaphone } from "lucide-react";
import type { Locale } from "../../i18n/locale.js";
import type { Names } from "../../i18n/names.js";
import { dateWords } from "../../i18n/time-words.js";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const campaignRhythm: NodeView<"campaign.rhythm"> = {
  type: "campaign.rhythm",
  category: "act",
  icon: Megaphone,
  title: { zh: "活动节奏", en: "Campaign rhythm" },
  purpose: { zh: "按天按点推送一场活动", en: "The pushes of a campaign by day and time" },
  aliases: ["huodong", "hd", "jiezou", "campaign"],
  create: () => ({
    day1: "nextDay",
    contacts: "perDay",
    slots: [
      {
        id: "slot-1",
        day: 1,
        time: "10:00",
        title: "第 1 天推送",
        script: '{{customer.salutation | default:"您"}}好，',
        materials: [],
        channel: "chat",
        scope: "customer",
        assign: "owner",
        fallback: "pool:default",
        purpose: "campaign",
        priority: 50,
        dueIn: "PT6H",
        expireIn: "P1D",
        cancelOn: [],
        outcomes: [],
        skipReasons: [],
      },
    ],
  }),
  summary({ day1, slots }, locale, names) {
    const days = Math.max(...slots.map((slot) => slot.day));
    if (locale === "zh") return `${days} 天 ${slots.length} 次推送，${startWords(day1, locale, names)}开始`;
    const pushes = `${slots.length} ${slots.length === 1 ? "push" : "pushes"}`;
    return `${pushes} in ${days} ${days === 1 ? "day" : "days"}, from ${startWords(day1, locale, names)}`;
  },
  portLabel: (_data, port, locale) => commonPort(port, locale),
};

function startWords(day1: DataOf<"campaign.rhythm">["day1"], locale: Locale, names: Names): string {
  if (day1 === "entry") return locale === "zh" ? "进入当天" : "the day of entry";
  if (day1 === "nextDay") return locale === "zh" ? "进入次日" : "the day after entry";
  if ("date" in day1) return locale === "zh" ? ` ${dateWords(day1.date)} ` : dateWords(day1.date);
  const name = names.attribute?.(day1.attribute) ?? day1.attribute;
  return locale === "zh" ? `「${name}」` : `"${name}"`;
}
