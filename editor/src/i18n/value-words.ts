import {
  ACTIVITY_LEVELS,
  type ContactResult,
  EVENT_LABELS,
  eventLabel,
  type Intent,
  type PriceSensitivity,
  type SkipReason,
  type TaskChannel,
  type TaskPurpose,
  type Text,
} from "@sopflow/schemas";
import { inLocale, type Locale } from "./locale.js";

const text = (zh: string, en: string): Text => ({ zh, en });

export const CHANNEL_WORDS: Readonly<Record<TaskChannel, Text>> = {
  chat: text("单聊", "Chat"),
  group_send: text("群发", "Group send"),
  moments: text("朋友圈", "Moments"),
  phone: text("电话", "Phone"),
};

export const PURPOSE_WORDS: Readonly<Record<TaskPurpose, Text>> = {
  reply: text("回复", "Reply"),
  service: text("服务", "Service"),
  marketing: text("营销", "Marketing"),
  campaign: text("活动", "Campaign"),
};

export const CONTACT_WORDS: Readonly<Record<ContactResult, Text>> = {
  delivered_no_reply: text("已送达未回", "Delivered, no reply"),
  replied: text("已回复", "Replied"),
  call_answered: text("接通", "Call answered"),
  call_unanswered: text("未接", "Call not answered"),
  call_refused: text("挂断", "Call refused"),
  number_invalid: text("空号", "Number invalid"),
  removed_by_customer: text("已被删", "Removed by customer"),
  send_failed: text("发送失败", "Sending failed"),
};

export const INTENT_WORDS: Readonly<Record<Intent, Text>> = {
  ordered: text("已下单", "Ordered"),
  appointment: text("约时间", "Appointment"),
  too_expensive: text("嫌贵", "Too expensive"),
  doubts_effect: text("疑功效", "Doubts the effect"),
  asks_family: text("问家人", "Asks family"),
  has_stock: text("有存货", "Has stock"),
  bought_elsewhere: text("别处买了", "Bought elsewhere"),
  not_needed: text("不需要", "Not needed"),
  do_not_disturb: text("勿扰", "Do not disturb"),
  unwell: text("不适", "Unwell"),
  praise: text("夸赞", "Praise"),
};

export const SKIP_WORDS: Readonly<Record<SkipReason, Text>> = {
  just_talked: text("刚聊过", "Just talked"),
  in_negotiation: text("谈单中", "In negotiation"),
  in_after_sale: text("售后中", "In after-sale"),
  not_suitable: text("不适宜", "Not suitable"),
  data_wrong: text("信息不符", "Data wrong"),
  duplicate: text("重复", "Duplicate"),
  other: text("其他", "Other"),
};

export const SENSITIVITY_WORDS: Readonly<Record<PriceSensitivity, Text>> = {
  low: text("低", "low"),
  mid: text("中", "medium"),
  high: text("高", "high"),
};

/** The customer's tiers are stored by their Chinese names. */
const TIER_WORDS: Readonly<Record<string, Text>> = {
  普通: text("普通", "basic"),
  一般: text("一般", "regular"),
  中: text("中", "middle"),
  高: text("高", "high"),
  核心: text("核心", "core"),
};

const SUPPRESSION_WORDS: Readonly<Record<string, Text>> = {
  not_needed: text("不需要", "not needed"),
  do_not_disturb: text("勿扰", "do not disturb"),
  unwell: text("不适", "unwell"),
  complaint: text("投诉中", "complaint"),
  bought_sku: text("刚买过同款", "just bought it"),
};

/** What a task can end with by itself, besides its author's outcomes. */
export const OWN_OUTCOME_WORDS: Readonly<Record<string, Text>> = {
  done: text("完成", "Done"),
  skipped: text("跳过", "Skipped"),
  expired: text("过期", "Expired"),
  stale: text("不再适用", "No longer fits"),
  not_friend: text("不是好友", "Not a friend"),
  limit: text("次数用完", "Limit reached"),
};

/** Which words the values of a fact have; facts that are not in here show their values as they are. */
const VALUES_BY_FACT: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  "customer.tier": TIER_WORDS,
  "customer.priceSensitivity": SENSITIVITY_WORDS,
  "customer.suppressed": SUPPRESSION_WORDS,
  "customer.activity.level": Object.fromEntries(Object.entries(ACTIVITY_LEVELS).map(([k, v]) => [k, v.label])),
  "event.type": EVENT_LABELS,
  "task.contact": CONTACT_WORDS,
  "tasks.*.contact": CONTACT_WORDS,
  "task.intent": INTENT_WORDS,
  "tasks.*.intent": INTENT_WORDS,
  "task.skipReason": SKIP_WORDS,
  "tasks.*.skipReason": SKIP_WORDS,
  "task.outcome": OWN_OUTCOME_WORDS,
  "tasks.*.outcome": OWN_OUTCOME_WORDS,
};

/** A value of a fact (`customer.tier`, `tasks.*.intent`) in words, or undefined when it has none of its own. */
export function valueWords(fact: string, path: string, value: string, locale: Locale): string | undefined {
  const words = VALUES_BY_FACT[path === "" ? fact : `${fact}.${path}`];
  if (words === undefined || !Object.hasOwn(words, value)) return undefined;
  const found = words[value];
  return found && inLocale(found, locale);
}

/** An event type in words; a custom one by its own name. */
export function eventWords(type: string, locale: Locale): string {
  const label = eventLabel(type);
  if (label === undefined) return type;
  if (!type.startsWith("custom.")) return inLocale(label, locale);
  return locale === "zh" ? `${label.zh}「${type.slice(7)}」` : `${label.en} "${type.slice(7)}"`;
}
