import { Workflow } from "lucide-react";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

/** No flow is chosen yet: a name that no flow should have, so that the check asks for one. */
export const NO_FLOW = "choose-a-flow";

export const flowStart: NodeView<"flow.start"> = {
  type: "flow.start",
  category: "act",
  icon: Workflow,
  title: { zh: "启动另一个流程", en: "Start another flow" },
  purpose: { zh: "让客户进入另一个流程", en: "Puts the customer into another flow" },
  aliases: ["qidong", "liucheng", "lc", "subflow", "flow"],
  create: () => ({ flowId: NO_FLOW }),
  summary({ flowId }, locale, names) {
    if (flowId === NO_FLOW) return locale === "zh" ? "还没有选流程" : "No flow chosen yet";
    const name = names.flow?.(flowId) ?? flowId;
    return locale === "zh" ? `启动「${name}」` : `Start "${name}"`;
  },
  portLabel: (_data, port, locale) => commonPort(port, locale),
};
