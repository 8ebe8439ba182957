import type { Task, TaskChannel } from "@sopflow/schemas";
import { formatLocalTime, localDayNumber, localParts } from "../../core/time/index.js";
import type { AdvisorCard } from "./advisor-card.js";

/** Keys that come back when a button of a card is pressed. */
export const CARD_KEYS = { done: "done", later: "later", outcome: "outcome" } as const;

/** WeCom shows so many rows and choices on one card. */
const MAX_ROWS = 6;
const MAX_CHOICES = 10;

const CHANNEL_WORDS: Record<TaskChannel, string> = {
  chat: "发消息",
  phone: "打电话",
  moments: "发朋友圈",
  group_send: "群发",
};

/** What advisors read in WeCom is Chinese, like the product's list for them. */
export function cardOf(tasks: readonly Task[], zone: string, now: number, listUrl: string): AdvisorCard {
  const [first, ...others] = tasks;
  return first && others.length === 0 ? taskCard(first, zone, now, listUrl) : digestCard(tasks, zone, now, listUrl);
}

function taskCard(task: Task, zone: string, now: number, listUrl: string): AdvisorCard {
  const rows = [
    ...(task.scope === "customer" ? [{ name: "客户", value: task.customerName ?? "未命名客户" }] : []),
    { name: "方式", value: CHANNEL_WORDS[task.channel] },
    { name: "截止", value: clockWords(task.dueAt, zone, now) },
  ];
  const options = task.outcomes.slice(0, MAX_CHOICES).map(({ id, label }) => ({ id, text: label }));
  return {
    title: task.title,
    description: task.text,
    rows,
    url: `${listUrl}?task=${encodeURIComponent(task.id)}`,
    // More outcomes than a card can show are left to the list.
    ...(options.length > 0 && options.length === task.outcomes.length
      ? { choice: { key: CARD_KEYS.outcome, label: "结果", options } }
      : {}),
    buttons: [
      ...(options.length === task.outcomes.length ? [{ key: CARD_KEYS.done, text: "已完成", primary: true }] : []),
      { key: CARD_KEYS.later, text: "1 小时后" },
    ],
  };
}

function digestCard(tasks: readonly Task[], zone: string, now: number, listUrl: string): AdvisorCard {
  const people = byCustomer([...tasks].sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1)));
  const replies = people.filter((own) => own.some((task) => task.purpose === "reply")).length;
  const dueToday = tasks.filter((task) => localDayNumber(zone, task.dueAt) <= localDayNumber(zone, now)).length;
  const said = [replies > 0 ? `${replies} 位客户等回复` : "", dueToday > 0 ? `${dueToday} 个今天截止` : ""];
  return {
    title: digestTitle(people, tasks.length),
    description: said.filter((part) => part !== "").join("，") || "点开任务列表查看",
    rows: people.slice(0, MAX_ROWS).flatMap((own) => {
      const [first] = own;
      if (!first) return [];
      const titles = own.map(({ title }) => title).join("、");
      return [{ name: clockWords(first.dueAt, zone, now), value: `${first.customerName ?? ""} ${titles}`.trim() }];
    }),
    url: listUrl,
    buttons: [{ key: CARD_KEYS.later, text: "1 小时后提醒" }],
  };
}

/** What several flows ask for one customer is one visit. */
function digestTitle(people: readonly (readonly Task[])[], tasks: number): string {
  const [first] = people[0] ?? [];
  if (people.length === 1 && first) return `${first.customerName ?? "同一位客户"}：${tasks} 件事`;
  return people.length === tasks ? `你有 ${tasks} 个新任务` : `你有 ${tasks} 个新任务，${people.length} 次联系`;
}

/** In the order of the first of each; work that concerns no customer stands by itself. */
function byCustomer(tasks: readonly Task[]): (readonly Task[])[] {
  const people = new Map<string, Task[]>();
  for (const task of tasks) {
    const key = task.scope === "customer" ? `customer ${task.customerId}` : `task ${task.id}`;
    const own = people.get(key);
    if (own) own.push(task);
    else people.set(key, [task]);
  }
  return [...people.values()];
}

/** The last words on a card whose tasks are over. */
export function closedWord(tasks: readonly Task[], advisorId: string, zone: string, now: number): string {
  const [first, ...others] = tasks;
  if (!first) return "任务已删除";
  if (others.length > 0) return "已全部处理";
  if (first.advisorId !== advisorId) return "已转交其他顾问";
  switch (first.state) {
    case "open":
      return first.postponedUntil === undefined
        ? "请在任务列表处理"
        : `${clockWords(first.postponedUntil, zone, now)}再提醒`;
    case "done":
      return "已完成";
    case "skipped":
      return "已跳过";
    case "expired":
      return "已过期";
    case "stale":
      return "已不需要";
    case "withdrawn":
      return "已撤回";
    default:
      return first.state satisfies never;
  }
}

function clockWords(at: number, zone: string, now: number): string {
  const days = localDayNumber(zone, at) - localDayNumber(zone, now);
  const clock = formatLocalTime(zone, at);
  if (days === 0) return clock;
  if (days === 1) return `明天${clock}`;
  const { month, day } = localParts(zone, at);
  return `${month}-${day}`;
}
