import type { Text } from "@sopflow/schemas";
import { closeReasonWords } from "./close-reason-words.js";
import type { Locale } from "./locale.js";

const words = (zh: string, en: string): Text => ({ zh, en });

/** Why an entry was refused, a task never went out or waits, or a stay failed: what the engine itself decides. */
const REASONS: Readonly<Record<string, Text>> = {
  active: words("已在流程中", "already inside"),
  waiting: words("已在等候进入", "already waiting to enter"),
  entered_already: words("这次已从另一个入口进入", "entered by another trigger just now"),
  reentry_never: words("进过一次，不再进入", "has been inside once; no second entry"),
  reentry_too_soon: words("离上次进入太近", "too soon after the last entry"),
  limit_per_flow: words("同一流程里的记录太多", "too many records of this flow"),
  limit_per_customer: words("同时在太多流程里", "inside too many flows at once"),
  limit_document_size: words("客户资料太大", "the customer's data is too large"),
  too_old: words("事件太久以前", "the event is too old"),
  matches_no_more: words("轮到时已不符合条件", "no longer met the conditions when its turn came"),
  do_not_disturb: words("客户要求勿扰", "asked not to be disturbed"),
  flow_paused: words("流程已暂停", "the flow was paused"),
  flow_archived: words("流程已归档", "the flow was archived"),
  flow_draft: words("流程还没有发布", "the flow is not published"),
  customer_held: words("客户处理已暂停", "the customer is on hold"),
  customer_merged: words("已并入另一位客户", "merged into another customer"),
  customer_erased: words("客户资料已删除", "the customer's data was erased"),

  capacity: words("顾问今天已排满", "the advisor's day is full"),
  budget: words("等到期限仍超过联系次数", "still over the contact limits at the deadline"),
  valid_until: words("过了有效期", "past its last valid moment"),
  slot_over: words("过了当天", "its day was over"),
  next_slot: words("已到下一次联系", "the next contact was due"),
  where: words("条件不再满足", "its condition no longer held"),
  moved: words("客户被移到别处", "the person was moved"),
  paused: words("暂停期间到期，恢复时跳过", "due in a pause and skipped on resuming"),
  new_version: words("发布新版本时移出", "taken out when a new version was published"),
  archived: words("流程归档时移出", "taken out when the flow was archived"),
  cancelled: words("人工移出", "taken out by hand"),
  completed: words("流程已走完", "the path was over"),
  no_first_day: words("没有第一天的日期", "no date for its first day"),
  blackout: words("停发日期", "a blackout date"),
  "blackout.never": words("停发日期没有尽头", "the blackout never ends"),
  breaker: words("步骤发得太多，已停止", "the step issued too much and was stopped"),
  max_stay: words("在流程里停留太久", "stayed in the flow too long"),
  friend_removed: words("客户删除了好友", "the customer removed us"),
  backlog: words("补做积压", "catching up"),
  window: words("不在联系时段", "outside the contact window"),
  "window.never": words("没有可联系的时段", "no contact window ever opens"),
  "budget.marketing": words("营销联系次数已满", "limit of marketing contacts"),
  "budget.service": words("服务联系次数已满", "limit of service contacts"),
  "budget.phone": words("电话次数已满", "limit of calls"),
  "budget.phone_attempts": words("拨打次数已满", "limit of call attempts"),
  "budget.group_send": words("群发次数已满", "limit of group sends"),
  "budget.campaign_day": words("当天活动联系已满", "limit of campaign contacts of the day"),
  "budget.campaign_total": words("本次活动联系已满", "limit of contacts of this campaign"),
  "budget.campaigns": words("参加的活动已满", "limit of campaigns"),
  "suppressed.not_needed": words("客户说不需要", "said it is not needed"),
  "suppressed.do_not_disturb": words("勿扰期间", "in a time of not being disturbed"),
  "suppressed.unwell": words("身体不适", "unwell"),
  "suppressed.complaint": words("投诉处理中", "a complaint is open"),
  "suppressed.bought_sku": words("刚买过同款", "has just bought it"),

  "flow.version_missing": words("找不到所在的版本", "its version is missing"),
  "flow.loop": words("一次走过太多节点", "too many steps at once"),
  "task.no_script": words("没有适用的话术", "no script applied"),
  "duration.invalid": words("时长写法不对", "a duration is wrong"),
};

/** A reason of the trace in words: of the engine, an event, or what the author wrote. */
export function traceReasonWords(reason: string, locale: Locale): string {
  const known = Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined;
  if (known) return known[locale];
  if (reason.startsWith("budget.")) return locale === "zh" ? "联系次数已满" : "contact limits";
  return closeReasonWords(reason, locale);
}
