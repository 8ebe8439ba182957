import { Zap } from "lucide-react";
import { conditionWords } from "../../i18n/condition-words.js";
import { eventWords } from "../../i18n/value-words.js";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const triggerEvent: NodeView<"trigger.event"> = {
  type: "trigger.event",
  category: "trigger",
  icon: Zap,
  title: { zh: "事件触发", en: "On event" },
  purpose: { zh: "客户发生某件事时进入流程", en: "A customer enters when something happens" },
  aliases: ["shijian", "sj", "chufa", "event", "trigger"],
  create: () => ({ event: "friend.added", where: { all: [] } }),
  summary({ event, where }, locale, names) {
    const when = conditionWords(where, locale, names);
    const what = eventWords(event, locale);
    if (locale === "zh") return when === "" ? `${what}时` : `${what}时，且${when}`;
    return when === "" ? `When ${what.toLowerCase()}` : `When ${what.toLowerCase()} and ${when}`;
  },
  portLabel: (_data, port, locale) => commonPort(port, locale),
};
