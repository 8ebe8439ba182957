import { CONTACT_RESULTS, INTENTS, TASK_PURPOSES } from "./channel-names.js";
import { ACTIVITY_LEVEL_NAMES } from "./customer/activity-level.js";
import { PRICE_SENSITIVITIES, SUPPRESSION_KINDS, TIERS } from "./customer/profile-names.js";
import type { ValueKind } from "./operators.js";
import type { Text } from "./text.js";

/**
 * Where a fact may be read (FLOW-FORMAT §2): with an event at hand, inside a flow, everywhere, or in templates of
 * tasks only.
 */
export type FactPlace = "event" | "flow" | "anywhere" | "template";

/** One fact and path that conditions and templates may read. */
export interface FactInfo {
  readonly fact: string;
  /** Dotted, without `$.`; `*` stands for one name, a last `**` for one or more. "" = the fact itself. */
  readonly path: string;
  /** Absent = depends on the brand or the event: any operator may be used. Elements of a list are strings. */
  readonly kind?: ValueKind;
  readonly unit?: "fen" | "days" | "share";
  /** All values (for a list: all elements) there are. */
  readonly values?: readonly string[];
  /** Time alone changes the value. (A date does not change; date operators are timed by themselves.) */
  readonly timed: boolean;
  /** Never missing, so templates need no default. */
  readonly guaranteed: boolean;
  /** A string whose alphabetical order is its real order ("09:30"): orderings may be used on it. */
  readonly ordered: boolean;
  readonly place: FactPlace;
  readonly label: Text;
}

type Details = Partial<Pick<FactInfo, "unit" | "values" | "timed" | "guaranteed" | "ordered">>;
type Entry = readonly [path: string, kind: ValueKind | undefined, zh: string, en: string, details?: Details];

const TIMED = { timed: true } as const;
const SURE = { guaranteed: true } as const;
const FEN = { unit: "fen" } as const;
const DAYS = { unit: "days" } as const;

const list = (fact: string, place: FactPlace, entries: readonly Entry[]): FactInfo[] =>
  entries.map(([path, kind, zh, en, details]) => ({
    fact,
    path,
    ...(kind === undefined ? {} : { kind }),
    timed: false,
    guaranteed: false,
    ordered: false,
    place,
    label: { zh, en },
    ...details,
  }));

const windows = [30, 90, 180, 365].flatMap((days): Entry[] => [
  [`orders.d${days}.count`, "number", `近${days}天订单数`, `Orders in the last ${days} days`, TIMED],
  [`orders.d${days}.spend`, "number", `近${days}天消费`, `Spend in the last ${days} days`, { ...TIMED, ...FEN }],
]);

const CUSTOMER = list("customer", "anywhere", [
  ["id", "string", "客户编号", "Customer id", SURE],
  ["name", "string", "姓名", "Name"],
  ["salutation", "string", "称呼", "Salutation"],
  ["advisorId", "string", "归属顾问", "Owner (advisor)"],
  ["advisors", "list", "好友顾问", "Advisors who are friends", SURE],
  ["lastChatAt", "date", "最近聊天时间", "Last chat"],
  ["channel", "string", "来源渠道", "Channel"],
  ["createdAt", "date", "建档时间", "First known", SURE],
  ["friendSince", "date", "加好友时间", "Friend since"],
  ["stage", "string", "阶段", "Stage"],
  ["tier", "string", "客户等级", "Tier", { values: TIERS }],
  ["priceSensitivity", "string", "价格敏感度", "Price sensitivity", { values: PRICE_SENSITIVITIES }],
  ["tags", "list", "标签", "Tags", SURE],
  ["attributes.*", undefined, "属性", "Attribute"],
  ["identities.*", "string", "身份标识", "Identity"],
  ["bound", "boolean", "已绑定订单", "Orders known", SURE],
  ["referrals", "number", "转介绍人数", "Referrals", SURE],
  ["orders.count", "number", "订单数", "Orders"],
  ["orders.spend", "number", "累计消费", "Spend", FEN],
  ["orders.averageSpend", "number", "客单价", "Average order", FEN],
  ["orders.firstAt", "date", "首单时间", "First order"],
  ["orders.lastAt", "date", "最近下单时间", "Last order"],
  ["orders.medianIntervalDays", "number", "复购周期（中位数）", "Median days between orders", DAYS],
  ["orders.discountShare", "number", "优惠订单占比", "Share of discounted orders", { unit: "share" }],
  ...windows,
  ["orders.last.id", "string", "最近一单编号", "Last order's id"],
  ["orders.last.at", "date", "最近一单时间", "Last order's time"],
  ["orders.last.amount", "number", "最近一单金额", "Last order's amount", FEN],
  ["orders.last.quantity", "number", "最近一单件数", "Last order's units"],
  ["orders.last.skus", "list", "最近一单商品", "Last order's products"],
  ["orders.last.shop", "string", "最近一单店铺", "Last order's shop"],
  ["orders.last.campaignId", "string", "最近一单活动", "Last order's campaign"],
  ["orders.byShop.*.count", "number", "店铺订单数", "Orders of a shop"],
  ["orders.byShop.*.spend", "number", "店铺消费", "Spend in a shop", FEN],
  ["orders.bySku.*.count", "number", "商品购买次数", "Orders of a product"],
  ["orders.bySku.*.quantity", "number", "商品购买件数", "Units of a product"],
  ["orders.bySku.*.spend", "number", "商品消费", "Spend on a product", FEN],
  ["orders.bySku.*.firstAt", "date", "商品首次购买", "First order of a product"],
  ["orders.bySku.*.lastAt", "date", "商品最近购买", "Last order of a product"],
  ["activity.lastAt", "date", "最近活跃时间", "Last own activity"],
  ["activity.daysSince", "number", "未活跃天数", "Days since own activity", { ...TIMED, ...DAYS }],
  ["activity.level", "string", "活跃度", "Activity level", { ...TIMED, ...SURE, values: ACTIVITY_LEVEL_NAMES }],
  ["replenish.dueAt", "date", "最早用完时间", "First run-out"],
  ["replenish.daysLeft", "number", "余量天数", "Days of stock left", { ...TIMED, ...DAYS }],
  ["replenish.items.*.dueAt", "date", "商品用完时间", "Run-out of a product"],
  ["replenish.items.*.daysLeft", "number", "商品余量天数", "Days left of a product", { ...TIMED, ...DAYS }],
  ["contacts.lastAt", "date", "最近触达时间", "Last contact"],
  ["contacts.last7d", "number", "近7天触达次数", "Contacts in 7 days", { ...TIMED, ...SURE }],
  ["contacts.last30d", "number", "近30天触达次数", "Contacts in 30 days", { ...TIMED, ...SURE }],
  ...TASK_PURPOSES.flatMap((purpose): Entry[] => [
    [`contacts.byPurpose.${purpose}.lastAt`, "date", `最近触达（${purpose}）`, `Last contact (${purpose})`],
    [
      `contacts.byPurpose.${purpose}.last7d`,
      "number",
      `近7天触达（${purpose}）`,
      `Contacts in 7 days (${purpose})`,
      {
        ...TIMED,
        ...SURE,
      },
    ],
    [
      `contacts.byPurpose.${purpose}.last30d`,
      "number",
      `近30天触达（${purpose}）`,
      `Contacts in 30 days (${purpose})`,
      {
        ...TIMED,
        ...SURE,
      },
    ],
  ]),
  ["flows.active", "list", "正在进行的流程", "Flows the customer is in", SURE],
  ["flows.lastExit.flowId", "string", "最近退出的流程", "Flow last left"],
  ["flows.lastExit.reason", "string", "最近退出原因", "Reason of the last exit"],
  ["flows.lastExit.at", "date", "最近退出时间", "Time of the last exit"],
  ["suppressed", "list", "免打扰原因", "Reasons not to contact", { ...TIMED, ...SURE, values: SUPPRESSION_KINDS }],
]);

const taskPaths = (prefix: string): readonly Entry[] => [
  [`${prefix}nodeId`, "string", "任务节点", "Task's node"],
  [`${prefix}outcome`, "string", "任务结果", "Task's outcome"],
  [`${prefix}contact`, "string", "触达结果", "Contact result", { values: CONTACT_RESULTS }],
  [`${prefix}intent`, "string", "客户意向", "Customer's intent", { values: INTENTS }],
  [`${prefix}fields.*`, undefined, "任务填写项", "Field of the task"],
  [`${prefix}skipReason`, "string", "跳过原因", "Reason for skipping"],
  [`${prefix}at`, "date", "任务完成时间", "Task closed at"],
];

/** Every fact and path there is; what is not in here cannot be read. */
export const FACTS: readonly FactInfo[] = [
  ...CUSTOMER,
  ...list("event", "event", [
    ["type", "string", "事件类型", "Event type", SURE],
    ["id", "string", "事件编号", "Event id", SURE],
    ["at", "date", "事件时间", "Event time", SURE],
    ["props.**", undefined, "事件属性", "Event property"],
  ]),
  ...list("enrollment", "flow", [
    ["flowId", "string", "流程", "Flow", SURE],
    ["version", "number", "流程版本", "Flow version", SURE],
    ["enteredAt", "date", "进入时间", "Entered at", SURE],
    ["key", "string", "进入键", "Entry key"],
    ["entry.**", undefined, "进入事件属性", "Property of the entering event"],
    ["visits.*", "number", "经过节点次数", "Visits of a node"],
  ]),
  ...list("task", "flow", taskPaths("")),
  ...list("tasks", "flow", taskPaths("*.")),
  ...list("now", "anywhere", [
    ["at", "date", "此刻", "This instant", { ...TIMED, ...SURE }],
    ["date", "date", "今天日期", "Today's date", { ...TIMED, ...SURE }],
    ["time", "string", "当前时间（时:分）", "Time of day (HH:mm)", { ...TIMED, ...SURE, ordered: true }],
    ["weekday", "number", "星期几（1–7）", "Weekday (1 = Monday)", { ...TIMED, ...SURE }],
    ["month", "number", "月份", "Month", { ...TIMED, ...SURE }],
    ["day", "number", "几号", "Day of the month", { ...TIMED, ...SURE }],
  ]),
  ...list("bucket", "flow", [["", "number", "分流桶（0–9999）", "Split bucket (0–9999)", SURE]]),
  ...list("advisor", "template", [
    ["id", "string", "顾问编号", "Advisor's id", SURE],
    ["name", "string", "顾问姓名", "Advisor's name", SURE],
  ]),
];

/** Every fact's name, once. */
export const FACT_NAMES: readonly string[] = [...new Set(FACTS.map((info) => info.fact))];

interface Pattern {
  readonly names: readonly string[];
  readonly info: FactInfo;
}
const EXACT = new Map<string, FactInfo>();
const PATTERNS: Pattern[] = [];
for (const info of FACTS) {
  if (info.path.includes("*")) PATTERNS.push({ names: info.path.split("."), info });
  else EXACT.set(`${info.fact}.${info.path}`, info);
}

/**
 * What is known of a fact at a path (`$.orders.count`, or without the `$.`); undefined when there is no such fact.
 * `attributes` are the brand's definitions: with them an attribute has a kind, and an undefined attribute is unknown.
 */
export function lookUpFact(
  fact: string,
  path?: string,
  attributes?: Readonly<Record<string, { readonly type: "text" | "number" | "boolean" | "date" }>>,
): FactInfo | undefined {
  const plain = path === undefined || path === "$" ? "" : path.startsWith("$.") ? path.slice(2) : path;
  const exact = EXACT.get(`${fact}.${plain}`);
  if (exact !== undefined) return exact;
  const names = plain.split(".");
  const info = PATTERNS.find((pattern) => pattern.info.fact === fact && matches(pattern.names, names))?.info;
  if (info?.path !== "attributes.*" || attributes === undefined) return info;
  const name = names[1] ?? "";
  const definition = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (definition === undefined) return undefined;
  return { ...info, kind: definition.type === "text" ? "string" : definition.type };
}

function matches(pattern: readonly string[], names: readonly string[]): boolean {
  const open = pattern.at(-1) === "**";
  if (open ? names.length < pattern.length : names.length !== pattern.length) return false;
  return pattern.every((part, i) => part === "**" || (part === "*" ? names[i] !== "" : part === names[i]));
}
