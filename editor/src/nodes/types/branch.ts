import { GitBranch } from "lucide-react";
import { conditionWords } from "../../i18n/condition-words.js";
import { joinSome } from "../../i18n/locale.js";
import type { NodeView } from "../node-view.js";
import { listedPort } from "../port-words.js";

export const branch: NodeView<"branch"> = {
  type: "branch",
  category: "route",
  icon: GitBranch,
  title: { zh: "条件分支", en: "Branch" },
  purpose: { zh: "按条件走不同的路", en: "Takes different ways by conditions" },
  aliases: ["tiaojian", "fenzhi", "fz", "if", "condition"],
  create: () => ({ cases: [{ id: "case-1", label: "", where: { all: [] } }] }),
  summary({ cases }, locale, names) {
    const [only, ...others] = cases;
    if (only !== undefined && others.length === 0) {
      const when = conditionWords(only.where, locale, names);
      if (when === "") return locale === "zh" ? "还没有设条件" : "No condition yet";
      return locale === "zh" ? `如果${when}` : `If ${when}`;
    }
    const labels = cases.map((one) => one.label || conditionWords(one.where, locale, names) || one.id);
    return locale === "zh" ? `按顺序看：${joinSome(labels, locale)}` : `First that holds: ${joinSome(labels, locale)}`;
  },
  portLabel: ({ cases }, port, locale) => listedPort(cases, port, locale),
};
