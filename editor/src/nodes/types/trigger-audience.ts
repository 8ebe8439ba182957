import { Users } from "lucide-react";
import { conditionWords } from "../../i18n/condition-words.js";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const triggerAudience: NodeView<"trigger.audience"> = {
  type: "trigger.audience",
  category: "trigger",
  icon: Users,
  title: { zh: "人群触发", en: "On joining an audience" },
  purpose: { zh: "客户开始符合条件时进入", en: "A customer enters on starting to match" },
  aliases: ["renqun", "rq", "audience", "segment"],
  create: () => ({ where: { all: [] }, checkAt: "09:00" }),
  summary({ where, checkAt }, locale, names) {
    const who = conditionWords(where, locale, names);
    if (who === "") return locale === "zh" ? `所有客户，每天 ${checkAt} 检查` : `Every customer, checked at ${checkAt}`;
    return locale === "zh" ? `开始符合：${who}` : `Starts to match: ${who}`;
  },
  portLabel: (_data, port, locale) => commonPort(port, locale),
};
