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
  gone: "另有 {count} 次属于资料已删除的客户：次数还算，名单里不再有。",
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
  gone: "{count} more are of customers whose data was erased: they still count, and no list has them any more.",
  completed: "Came to the end",
  exited: "Left the flow",
  failed: "Failed",
  stale: "Its condition no longer held",
  because: "{what}: {reason}",
};

/** Words of the lists behind the numbers of a step. */
export const STEP_LIST_TEXTS: Texts<keyof typeof ZH> = { zh: ZH, en: EN };
