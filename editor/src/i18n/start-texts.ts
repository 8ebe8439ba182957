import type { Texts } from "./texts.js";

const ZH = {
  open: "批量加入流程",
  flow: "流程",
  choose: "选择流程",
  who: "加入哪些客户",
  filtered: "当前筛选的全部客户",
  everybody: "全部客户",
  pasted: "粘贴客户编号",
  ids: "客户编号",
  idsHint: "每行一个，或用逗号分隔。",
  idsMissing: "至少填一个客户编号。",
  flowMissing: "请选择流程。",
  counting: "正在统计：{count} 位",
  next: "下一步",
  back: "上一步",
  sure: "把 {count} 位客户加入“{flow}”？",
  sureText: "是否进入由流程的条件和再次进入规则决定。进入后的任务按各自的联系策略安排。",
  nobody: "没有符合的客户。",
  start: "加入 {count} 位",
  sending: "正在提交：{asked} / {total}",
  stopped: "已提交 {asked} 位后中断。",
  again: "继续提交",
  done: "已提交 {count} 位。",
  unknown: "有 {count} 个编号不存在：{ids}",
} as const;

export type StartText = keyof typeof ZH;

const EN: Record<StartText, string> = {
  open: "Put into a flow",
  flow: "Flow",
  choose: "Choose a flow",
  who: "Which customers",
  filtered: "Everybody the filter finds",
  everybody: "All customers",
  pasted: "Pasted customer ids",
  ids: "Customer ids",
  idsHint: "One per line, or divided by commas.",
  idsMissing: "Write at least one customer id.",
  flowMissing: "Choose a flow.",
  counting: "Counting: {count}",
  next: "Continue",
  back: "Back",
  sure: 'Put {count} {count:customer:customers} into "{flow}"?',
  sureText:
    "The flow's own conditions and its rule on entering again decide who enters. Tasks that follow keep to the contact policy.",
  nobody: "Nobody matches.",
  start: "Put {count} into the flow",
  sending: "Sending: {asked} of {total}",
  stopped: "Stopped after {asked}.",
  again: "Go on",
  done: "Sent: {count}.",
  unknown: "{count} {count:id is:ids are} nobody's: {ids}",
};

export const START_TEXTS: Texts<StartText> = { zh: ZH, en: EN };
