import type { Texts } from "./texts.js";

const ZH = {
  title: "未来 {days} 天的任务",
  show: "看未来 14 天的任务",
  loading: "正在推算未来的任务",
  sum: "全队预计 {count} 个任务：在途客户 {waiting} 个，新进入的客户 {arriving} 个。",
  without: "不发布是 {count} 个。",
  sampled: "在途客户按 {sampled} / {people} 位抽样推算，误差约 ±{margin} 个。",
  rate: "新进入的客户按最近 {days} 天的 {entries} 次进入推算，定时进入的按届时符合条件的名单推算。",
  noRate: "还没有完整一天的进入记录，除了定时进入的，新进入的客户没有算在内。",
  isNew: "这个流程还没有人进入过，以后进入的客户没有算在内。",
  check:
    "用以前的记录推算最近 {days} 天：推算 {forecast} 个，实际 {happened} 个，平均每天差 {error} 个（{percent}%）。当时的客户资料没有保存，往后的推算会更准一些。",
  checkPlain: "用以前的记录推算最近 {days} 天：推算 {forecast} 个，实际 {happened} 个，平均每天差 {error} 个。",
  noCheck: "记录还不够长，推算有多准还没法衡量。",
  basis: "任务按最近的完成情况往下推算；客户会不会回复、会不会下单没有算在内。",
  nobody: "有 {count} 个任务没有在岗的顾问可以做。",
  over: "{count} 位顾问有几天会超出每日容量",
  overMore: "发布后，{name}超出容量的天数从 {before} 天变成 {after} 天。",
  overOf: "{name}：{days}",
  fits: "没有顾问超出每日容量。",
  byDay: "按天看",
  byAdvisor: "按顾问看",
  date: "日期",
  waiting: "在途客户",
  arriving: "新进入",
  total: "合计",
  withoutColumn: "不发布",
  advisor: "顾问",
  tasks: "任务",
  busiest: "最忙的一天（沟通 / 容量）",
  busiestOf: "{day} {count} / {capacity}",
  overDays: "超出的天数",
  overDay: "{day}（{count} / {capacity}）",
};

type ForecastText = keyof typeof ZH;

const EN: Readonly<Record<ForecastText, string>> = {
  title: "Tasks of the next {days} days",
  show: "Show the tasks of the next 14 days",
  loading: "Working out the tasks to come",
  sum: "The team can expect {count} {count:task:tasks}: {waiting} for people inside now, {arriving} for people who will enter.",
  without: "Without publishing, {count}.",
  sampled: "Estimated from {sampled} of {people} people inside, off by about ±{margin}.",
  rate: "People to come are taken from {entries} {entries:entry:entries} in the last {days} {days:day:days}; schedules are asked whom they will let in.",
  noRate: "No whole day of entries is on record yet, so people to come are not counted, but for schedules.",
  isNew: "Nobody has entered this flow yet, so people who will enter it are not counted.",
  check:
    "Working out the last {days} {days:day:days} from the records before them gives {forecast}; there were {happened}. A day was off by {error} on average ({percent}%). What customers were then is not kept; days to come are known better.",
  checkPlain:
    "Working out the last {days} {days:day:days} from the records before them gives {forecast}; there were {happened}. A day was off by {error} on average.",
  noCheck: "The records are too short yet to tell how good this is.",
  basis: "Tasks are answered as they were lately; whether customers reply or order is not foreseen.",
  nobody: "No active advisor could do {count} of them.",
  over: "{count} {count:advisor:advisors} will have days above their capacity",
  overMore: "Publishing takes {name} from {before} to {after} days above capacity.",
  overOf: "{name}: {days}",
  fits: "Nobody's day goes above their capacity.",
  byDay: "By day",
  byAdvisor: "By advisor",
  date: "Date",
  waiting: "Inside now",
  arriving: "To come",
  total: "Total",
  withoutColumn: "Unpublished",
  advisor: "Advisor",
  tasks: "Tasks",
  busiest: "Busiest day (contacts / capacity)",
  busiestOf: "{day} {count} / {capacity}",
  overDays: "Days above",
  overDay: "{day} ({count} / {capacity})",
};

/** The tasks to come, in the publish dialog and on the team page. */
export const FORECAST_TEXTS: Texts<ForecastText> = { zh: ZH, en: EN };
