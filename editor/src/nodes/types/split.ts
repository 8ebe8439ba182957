import { Split } from "lucide-react";
import { joinSome } from "../../i18n/locale.js";
import type { NodeView } from "../node-view.js";
import { listedPort } from "../port-words.js";

export const split: NodeView<"split"> = {
  type: "split",
  category: "route",
  icon: Split,
  title: { zh: "分组实验", en: "Split" },
  purpose: { zh: "按比例分组，可留对照组", en: "Divides people by share, with a holdout if wanted" },
  aliases: ["fenzu", "shiyan", "duizhao", "ab", "experiment", "holdout"],
  create: () => ({
    variants: [
      { id: "a", label: "A", weight: 50 },
      { id: "b", label: "B", weight: 50 },
    ],
  }),
  summary({ variants }, locale) {
    const total = variants.reduce((sum, v) => sum + v.weight, 0);
    const share = (weight: number) => (total === 0 ? 0 : Math.round((weight / total) * 1000) / 10);
    return joinSome(
      variants.map((v) => `${v.label || v.id} ${share(v.weight)}%`),
      locale,
      4,
    );
  },
  portLabel: ({ variants }, port, locale) => listedPort(variants, port, locale),
};
