import type { Texts } from "./texts.js";

const ZH = {
  title: "{step} · {what}",
  arm: "分到“{arm}”组",
  total: "共 {total} 次，最新的在前。",
  customer: "客户",
  advisor: "顾问",
  when: "时间",
  version: "版本",
  why: "原因",
  loading: "正在读取名单…",
  refresh: "刷新",
  loadedAt: "{when} 的数据",
  empty: "名单里没有记录",
  emptyText: "记录会随客户走到这里出现。",
  gone: "另有 {count} 次不在名单里：发生在 {days} 天以前，或客户资料已删除。次数照算。",
  ask: "为什么",
  completed: "走完全程",
  exited: "退出",
  failed: "出错",
  stale: "条件不再满足",
  because: "{what}：{reason}",
} as const;

const EN: Readonly<Record<keyof typeof ZH, string>> = {
  title: "{step} · {what}",
  arm: 'Given the arm "{arm}"',
  total: "{total} in all, the newest first.",
  customer: "Customer",
  advisor: "Advisor",
  when: "When",
  version: "Version",
  why: "Why",
  loading: "Reading the list…",
  refresh: "Refresh",
  loadedAt: "As of {when}",
  empty: "Nothing is on the list",
  emptyText: "Entries appear as customers come here.",
  gone: "{count} more are on no list any more: from more than {days} days ago, or of customers whose data was erased. They still count.",
  ask: "Why",
  completed: "Came to the end",
  exited: "Left the flow",
  failed: "Failed",
  stale: "Its condition no longer held",
  because: "{what}: {reason}",
};

/** Words of the lists behind the numbers of a step. */
export const STEP_LIST_TEXTS: Texts<keyof typeof ZH> = { zh: ZH, en: EN };
