import { Hand } from "lucide-react";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const triggerManual: NodeView<"trigger.manual"> = {
  type: "trigger.manual",
  category: "trigger",
  icon: Hand,
  title: { zh: "手动触发", en: "By hand" },
  purpose: { zh: "由顾问、名单或别的流程启动", en: "Started by an advisor, a list or another flow" },
  aliases: ["shoudong", "sd", "manual"],
  create: () => ({}),
  summary: (_data, locale) =>
    locale === "zh" ? "由顾问、名单或别的流程启动" : "Started by an advisor, a list or another flow",
  portLabel: (_data, port, locale) => commonPort(port, locale),
};
