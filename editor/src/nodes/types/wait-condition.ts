import { Filter } from "lucide-react";
import { conditionWords } from "../../i18n/condition-words.js";
import { durationWords } from "../../i18n/duration-words.js";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const waitCondition: NodeView<"wait.condition"> = {
  type: "wait.condition",
  category: "wait",
  icon: Filter,
  title: { zh: "等条件满足", en: "Wait for a condition" },
  purpose: { zh: "等到客户符合条件，过时走超时", en: "Until a condition holds, or time runs out" },
  aliases: ["dengdai", "tiaojian", "manzu", "wait", "condition"],
  create: () => ({ where: { all: [] }, timeout: "P7D" }),
  summary({ where, timeout }, locale, names) {
    const length = durationWords(timeout, locale);
    const when = conditionWords(where, locale, names);
    if (when === "") return locale === "zh" ? `还没有设条件，最多等 ${length}` : `No condition yet, at most ${length}`;
    return locale === "zh" ? `等到${when}，最多 ${length}` : `Until ${when}, at most ${length}`;
  },
  portLabel: (_data, port, locale) => commonPort(port, locale),
};
