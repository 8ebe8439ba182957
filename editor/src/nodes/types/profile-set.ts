import type { DataOf } from "@sopflow/schemas";
import { UserPen } from "lucide-react";
import { factWords } from "../../i18n/fact-words.js";
import { joinSome, type Locale } from "../../i18n/locale.js";
import type { Names } from "../../i18n/names.js";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

type Value = NonNullable<DataOf<"profile.set">["set"]["attributes"]>[string];

export const profileSet: NodeView<"profile.set"> = {
  type: "profile.set",
  category: "act",
  icon: UserPen,
  title: { zh: "更新资料", en: "Update profile" },
  purpose: { zh: "改客户的阶段或属性", en: "Sets the customer's stage or attributes" },
  aliases: ["ziliao", "zl", "shuxing", "jieduan", "profile", "attribute"],
  create: () => ({ set: {} }),
  summary({ set }, locale, names) {
    const zh = locale === "zh";
    const { stage, attributes = {} } = set;
    const parts = Object.entries(attributes).map(
      ([name, value]) => `${names.attribute?.(name) ?? name} = ${valueText(value, locale, names)}`,
    );
    if (stage !== undefined) parts.unshift(`${zh ? "阶段" : "stage"} = ${valueText(stage, locale, names)}`);
    if (parts.length === 0) return zh ? "还没有设内容" : "Nothing set yet";
    return `${zh ? "设" : "Set "}${joinSome(parts, locale, 2)}`;
  },
  portLabel: (_data, port, locale) => commonPort(port, locale),
};

function valueText(value: Value, locale: Locale, names: Names): string {
  if (value === null) return locale === "zh" ? "（清空）" : "(cleared)";
  if (typeof value === "object") return factWords(value.fact, value.path, locale, names);
  if (typeof value === "boolean") return locale === "zh" ? (value ? "是" : "否") : value ? "yes" : "no";
  return String(value);
}
