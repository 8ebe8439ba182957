import { PackageOpen } from "lucide-react";
import type { NodeView } from "../node-view.js";
import { commonPort } from "../port-words.js";

export const replenishWait: NodeView<"replenish.wait"> = {
  type: "replenish.wait",
  category: "wait",
  icon: PackageOpen,
  title: { zh: "等到该补货", en: "Wait for run-out" },
  purpose: { zh: "等到预计用完前几天", en: "Until some days before the predicted run-out" },
  aliases: ["buhuo", "bh", "yongwan", "replenish"],
  create: () => ({ leadDays: 10, fallbackDays: 30 }),
  summary({ leadDays, sku }, locale, names) {
    const product = sku === undefined ? "" : (names.product?.(sku) ?? sku);
    if (locale === "zh") return `等到${product === "" ? "" : `「${product}」`}用完前 ${leadDays} 天`;
    const days = `${leadDays} ${leadDays === 1 ? "day" : "days"}`;
    return `Until ${days} before ${product === "" ? "run-out" : `"${product}" runs out`}`;
  },
  portLabel: (_data, port, locale) => commonPort(port, locale),
};
