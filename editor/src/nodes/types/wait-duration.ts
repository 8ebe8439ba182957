import { Hourglass } from "lucide-react";
import { durationWords } from "../../i18n/duration-words.js";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const waitDuration: NodeView<"wait.duration"> = {
  type: "wait.duration",
  category: "wait",
  icon: Hourglass,
  title: { zh: "等一段时间", en: "Wait" },
  purpose: { zh: "等几天或几小时再往下走", en: "Goes on after days or hours" },
  aliases: ["dengdai", "dd", "wait", "delay", "sleep"],
  create: () => ({ duration: "P1D" }),
  summary({ duration, at }, locale) {
    const length = durationWords(duration, locale);
    if (locale === "zh") return at === undefined ? `等 ${length}` : `等 ${length}，再到 ${at}`;
    return at === undefined ? `Wait ${length}` : `Wait ${length}, then until ${at}`;
  },
  portLabel: (_data, port, locale) => commonPort(port, locale),
};
