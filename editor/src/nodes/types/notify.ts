import { BellRing } from "lucide-react";
import { templateWords } from "../../i18n/template-words.js";
import { assigneeWords } from "../assignee-words.js";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const notify: NodeView<"notify"> = {
  type: "notify",
  category: "act",
  icon: BellRing,
  title: { zh: "提醒同事", en: "Notify" },
  purpose: { zh: "给顾问或负责人发一条提醒", en: "Sends a note to an advisor or the lead" },
  aliases: ["tixing", "tx", "tongzhi", "notify"],
  create: () => ({ to: "owner", text: '请留意{{customer.name | default:"这位客户"}}' }),
  summary({ to, text }, locale, names) {
    const who = assigneeWords(to, locale, names);
    const words = templateWords(text, locale, names);
    return locale === "zh" ? `提醒${who}：${words}` : `Notify ${who.toLowerCase()}: ${words}`;
  },
  portLabel: (_data, port, locale) => commonPort(port, locale),
};
