import { GitBranch } from "lucide-react";
import { conditionWords } from "../../i18n/condition-words.js";
import { inLocale, joinSome } from "../../i18n/locale.js";
import type { NodeView } from "../node-view.js";
import { listedPort, nthCase } from "../port-words.js";

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
    const labels = cases.map(
      (one, i) => one.label || conditionWords(one.where, locale, names) || inLocale(nthCase(i), locale),
    );
    return locale === "zh" ? `按顺序看：${joinSome(labels, locale)}` : `First that holds: ${joinSome(labels, locale)}`;
  },
  portLabel({ cases }, port, locale) {
    const place = cases.findIndex(({ id }) => id === port);
    return cases[place]?.label === "" ? inLocale(nthCase(place), locale) : listedPort(cases, port, locale);
  },
};
