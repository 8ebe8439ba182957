import type { MadeUpCustomer } from "@sopflow/engine/core";
import type { Text } from "@sopflow/schemas";

/** A made-up customer to begin with. */
export interface Persona {
  readonly id: string;
  readonly name: Text;
  readonly hint: Text;
  /** `sku`: a product of the brand, where it has one. */
  readonly fields: (sku: string | undefined) => MadeUpCustomer;
}

const YUAN = 100;
const NAMES = { name: "王芳", salutation: "王姐" } as const;

const bought = (sku: string | undefined, daysAgo: number, yuan: number, discountYuan = 0) => ({
  daysAgo,
  amount: yuan * YUAN,
  quantity: 1,
  ...(sku !== undefined && { sku }),
  ...(discountYuan > 0 && { discount: discountYuan * YUAN }),
});

/** The people that the usual flows are for. */
export const PERSONAS: readonly Persona[] = [
  {
    id: "new-friend",
    name: { zh: "新扫包裹卡的人", en: "Just scanned the package card" },
    hint: { zh: "还不是好友，没有订单", en: "No friend yet, no orders known" },
    fields: () => NAMES,
  },
  {
    id: "intaken",
    name: { zh: "承接完、还没首单", en: "Intaken, no first order" },
    hint: { zh: "加好友 2 天，阶段已承接", en: "A friend for 2 days, stage 已承接" },
    fields: () => ({ ...NAMES, friendDays: 2, channel: "package-card", stage: "已承接", activeDays: 0 }),
  },
  {
    id: "price-high",
    name: { zh: "价格敏感：高", en: "Price sensitivity: high" },
    hint: { zh: "买过 2 次，都用了优惠", en: "Bought twice, always discounted" },
    fields: (sku) => ({
      ...NAMES,
      friendDays: 90,
      priceSensitivity: "high",
      tier: "一般",
      orders: [bought(sku, 70, 199, 60), bought(sku, 35, 179, 80)],
    }),
  },
  {
    id: "price-mid",
    name: { zh: "价格敏感：中", en: "Price sensitivity: medium" },
    hint: { zh: "买过 2 次，25 天前刚买", en: "Bought twice, last 25 days ago" },
    fields: (sku) => ({
      ...NAMES,
      friendDays: 120,
      priceSensitivity: "mid",
      tier: "中",
      orders: [bought(sku, 60, 299), bought(sku, 25, 299, 30)],
    }),
  },
  {
    id: "price-low",
    name: { zh: "价格敏感：低（核心客户）", en: "Price sensitivity: low (core customer)" },
    hint: { zh: "买过 4 次，从不用优惠", en: "Bought 4 times, never discounted" },
    fields: (sku) => ({
      ...NAMES,
      friendDays: 300,
      priceSensitivity: "low",
      tier: "核心",
      orders: [200, 140, 80, 22].map((days) => bought(sku, days, 899)),
    }),
  },
  {
    id: "run-out",
    name: { zh: "快用完了", en: "About to run out" },
    hint: { zh: "27 天前买过一份", en: "Bought one unit 27 days ago" },
    fields: (sku) => ({ ...NAMES, friendDays: 60, tier: "一般", orders: [bought(sku, 27, 299)] }),
  },
  {
    id: "quiet",
    name: { zh: "沉默了的好友", en: "A friend gone quiet" },
    hint: { zh: "加好友 60 天，20 天没有动静", en: "A friend for 60 days, quiet for 20" },
    // Of an unnamed product: one that runs out would belong to replenishment.
    fields: () => ({ ...NAMES, friendDays: 60, activeDays: 20, orders: [bought(undefined, 50, 299)] }),
  },
];

/** Which persona a flow is likely to be tried with, by how it begins. */
export function personaFor(triggerType: string | undefined, event: string | undefined): string {
  if (triggerType === "trigger.audience") return "intaken";
  if (triggerType === "trigger.schedule") return "quiet";
  return event === undefined || event.startsWith("friend.") || event.startsWith("card.") ? "new-friend" : "price-mid";
}
