import type { FactInfo, Text } from "@sopflow/schemas";

/** Headings under which facts are offered, in this order. */
export const FACT_AREAS = {
  event: { zh: "这次事件", en: "This event" },
  profile: { zh: "客户资料", en: "Customer" },
  attribute: { zh: "客户属性", en: "Customer's attributes" },
  orders: { zh: "订单", en: "Orders" },
  activity: { zh: "活跃与补货", en: "Activity and stock" },
  contact: { zh: "触达与免打扰", en: "Contacts" },
  flow: { zh: "本流程", en: "This flow" },
  task: { zh: "任务结果", en: "Task results" },
  now: { zh: "现在的时间", en: "The time now" },
} as const satisfies Record<string, Text>;
export type FactArea = keyof typeof FACT_AREAS;

const BY_START: readonly (readonly [string, FactArea])[] = [
  ["attributes.", "attribute"],
  ["orders.", "orders"],
  ["activity.", "activity"],
  ["replenish.", "activity"],
  ["contacts.", "contact"],
  ["suppressed", "contact"],
  ["flows.", "flow"],
];

const BY_FACT: Readonly<Record<string, FactArea>> = {
  event: "event",
  enrollment: "flow",
  bucket: "flow",
  task: "task",
  tasks: "task",
  now: "now",
};

export const AREA_OF = ({ fact, path }: Pick<FactInfo, "fact" | "path">): FactArea =>
  BY_FACT[fact] ?? BY_START.find(([start]) => path.startsWith(start))?.[1] ?? "profile";
