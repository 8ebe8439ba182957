import { Activity } from "lucide-react";
import { joinList } from "../../i18n/locale.js";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const activityCheck: NodeView<"activity.check"> = {
  type: "activity.check",
  category: "route",
  icon: Activity,
  title: { zh: "活跃度判断", en: "Activity check" },
  purpose: { zh: "看客户几天内活跃过", en: "By how recently the customer was active" },
  aliases: ["huoyue", "hy", "activity"],
  create: () => ({ days: [3, 7, 14] }),
  summary({ days }, locale) {
    const list = joinList(days.map(String), locale);
    return locale === "zh" ? `按 ${list} 天内是否活跃分流` : `By activity within ${list} days`;
  },
  portLabel(_data, port, locale) {
    const days = /^d(\d+)$/.exec(port)?.[1];
    if (days === undefined) return commonPort(port, locale);
    return locale === "zh" ? `${days} 天内` : `Within ${days} ${days === "1" ? "day" : "days"}`;
  },
};
