import { DAY_MS, HOUR_MS, localDayNumber } from "@sopflow/engine/core";
import type { Task } from "@sopflow/schemas";
import { fail } from "./failed-invariant.js";
import { ADVISORS } from "./lead.js";
import { ZONE } from "./town.js";

const OPEN_HOUR = 9;
const CLOSE_HOUR = 21;

/** What nobody may have had too much of, counted from the tasks alone. */
export function checkBudgets(tasks: readonly Task[], isMerged: (customerId: string) => boolean): void {
  const counted = tasks.filter((t) => t.state !== "withdrawn" && t.purpose !== "reply" && t.channel !== "moments");
  for (const task of counted) checkHour(task);
  const byCustomer = groupBy(counted, (t) => t.customerId);
  for (const [id, own] of byCustomer) {
    // Two people who turn out to be one had contacts of their own before.
    if (isMerged(id)) continue;
    const marketing = times(own.filter((t) => t.purpose === "marketing" && t.channel !== "group_send"));
    atMost("1 marketing contact a day", id, marketing.map(dayOf), 1);
    within("2 marketing contacts in 7 days", id, marketing, 7 * DAY_MS, 2);
    within("5 marketing contacts in 30 days", id, marketing, 30 * DAY_MS, 5);
    within("48 hours between marketing contacts", id, marketing, 48 * HOUR_MS, 1);
    const sends = times(own.filter((t) => t.channel === "group_send" && t.purpose !== "campaign"));
    within("1 group send in 7 days", id, sends, 7 * DAY_MS, 1);
    const service = times(own.filter((t) => t.purpose === "service" && t.channel !== "group_send"));
    within("1 unasked service contact in 3 days", id, service, 3 * DAY_MS, 1);
  }
  checkAdvisors(counted);
}

function checkHour({ id, issuedAt }: Task): void {
  const hour = new Date(issuedAt + 8 * HOUR_MS).getUTCHours();
  if (hour < OPEN_HOUR || hour >= CLOSE_HOUR) {
    fail("tasks go out within the contact window", { task: id, issuedAt: new Date(issuedAt).toISOString() });
  }
}

/** Nobody has more proactive chats a day than they can do. */
function checkAdvisors(tasks: readonly Task[]): void {
  for (const { id, capacityPerDay } of ADVISORS) {
    const own = tasks.filter(
      (t) => (t.handedOn?.[0]?.from ?? t.advisorId) === id && t.scope === "customer" && t.channel !== "group_send",
    );
    atMost(
      `${capacityPerDay} chats and calls a day`,
      id,
      own.map(({ issuedAt }) => dayOf(issuedAt)),
      capacityPerDay,
    );
  }
}

const dayOf = (at: number): number => localDayNumber(ZONE, at);
const times = (tasks: readonly Task[]): number[] => tasks.map((t) => t.issuedAt).sort((a, b) => a - b);

function atMost(limit: string, who: string, values: readonly number[], max: number): void {
  for (const [value, same] of groupBy(values, (v) => v)) {
    if (same.length > max) fail(`budgets hold: ${limit}`, { who, day: value, count: same.length });
  }
}

/** No `max` + 1 of the sorted times lie within less than `span`. */
function within(limit: string, who: string, at: readonly number[], span: number, max: number): void {
  for (const [i, last] of at.entries()) {
    const first = at[i - max];
    if (i >= max && first !== undefined && last - first < span) {
      fail(`budgets hold: ${limit}`, { who, at: at.slice(i - max, i + 1).map((t) => new Date(t).toISOString()) });
    }
  }
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
