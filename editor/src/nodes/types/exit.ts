import { LogOut } from "lucide-react";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const exit: NodeView<"exit"> = {
  type: "exit",
  category: "route",
  icon: LogOut,
  title: { zh: "退出流程", en: "Exit" },
  purpose: { zh: "结束这位客户的流程", en: "Ends the flow for this customer" },
  aliases: ["tuichu", "tc", "jieshu", "exit", "end"],
  create: () => ({ reason: "done" }),
  summary: ({ reason }, locale) => (locale === "zh" ? `退出，原因：${reason}` : `Leave, reason: ${reason}`),
  portLabel: (_data, port, locale) => commonPort(port, locale),
};
