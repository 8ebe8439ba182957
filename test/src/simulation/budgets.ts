import { DAY_MS, HOUR_MS, localDayNumber } from "@sopflow/engine/core";
import type { Advisor, ContactLimit, ContactPolicy, Task } from "@sopflow/schemas";
import { fail } from "./failed-invariant.js";
import { ZONE } from "./town.js";

/** What the limits are, and what a task alone does not tell. */
export interface Limits {
  readonly policy: ContactPolicy;
  readonly advisors: readonly Advisor[];
  /** Two people who turned out to be one: each had contacts before. */
  readonly isMerged: (customerId: string) => boolean;
  /** A push of a campaign that counts for nothing. */
  readonly isExempt: (task: Task) => boolean;
}

/**
 * What nobody may have had too much of, counted from the tasks alone. One that was withdrawn or found stale may have
 * reached nobody, so it is left out.
 */
export function checkBudgets(tasks: readonly Task[], limits: Limits): void {
  const reached = tasks.filter((t) => t.state !== "withdrawn" && t.state !== "stale");
  const counted = reached.filter((t) => t.purpose !== "reply" && t.channel !== "moments" && t.scope === "customer");
  for (const task of counted) checkHour(task, limits.policy);
  for (const [id, own] of groupBy(counted, (t) => t.customerId)) if (!limits.isMerged(id)) checkPerson(id, own, limits);
  const taken = tasks.filter((t) => t.state !== "withdrawn" && t.purpose !== "reply" && t.scope === "customer");
  checkAdvisors(taken, limits.advisors);
}

function checkPerson(id: string, own: readonly Task[], { policy, isExempt }: Limits): void {
  const isSend = ({ channel }: Task) => channel === "group_send";
  const are = (purpose: Task["purpose"]) => own.filter((t) => t.purpose === purpose);
  const hold = (name: string, limit: ContactLimit, tasks: readonly Task[]) => checkLimit(name, id, limit, tasks);
  const direct = are("marketing").filter((t) => !isSend(t));
  hold("marketing", policy.marketing, direct);
  const sends = own.filter((t) => isSend(t) && t.purpose !== "campaign");
  hold("group sends", policy.groupSend, sends);
  const service = are("service").filter((t) => !isSend(t));
  hold("service", policy.service, service);
  const calls = own.filter((t) => t.channel === "phone");
  hold("calls", policy.phone, calls);
  hold("calls tried", policy.phoneAttempts, calls);
  const pushes = are("campaign").filter((t) => !isExempt(t));
  checkCampaigns(id, pushes, policy.campaign);
}

function checkHour({ id, issuedAt, purpose }: Task, { window }: ContactPolicy): void {
  const time = new Date(issuedAt + 8 * HOUR_MS).toISOString().slice(11, 16);
  if (window.start < window.end && (time < window.start || time >= window.end)) {
    fail("tasks go out within the contact window", { task: id, purpose, issuedAt: new Date(issuedAt).toISOString() });
  }
}

function checkLimit(name: string, who: string, { limits, gap }: ContactLimit, tasks: readonly Task[]): void {
  const at = tasks.map((t) => t.issuedAt).sort((a, b) => a - b);
  for (const { days, max } of limits) {
    if (days === 1) atMost(`${max} ${name} a day`, who, at.map(dayOf), max);
    else within(`${max} ${name} in ${days} days`, who, at, days * DAY_MS, max);
  }
  if (gap !== undefined) within(`${gap} between ${name}`, who, at, hoursOf(gap) * HOUR_MS, 1);
}

/** Pushes of a campaign on one day may count once, so days are counted, which are no more than what counts. */
function checkCampaigns(
  who: string,
  pushes: readonly Task[],
  { perDay, perCampaign, campaigns30d }: ContactPolicy["campaign"],
): void {
  const days = [...groupBy(pushes, ({ flowId, issuedAt }) => `${flowId} ${dayOf(issuedAt)}`).values()].flatMap((same) =>
    same.slice(0, 1),
  );
  const sorted = days.sort((a, b) => a.issuedAt - b.issuedAt);
  const ofDay = sorted.map(({ issuedAt }) => dayOf(issuedAt));
  atMost(`${perDay} campaigns a day`, who, ofDay, perDay);
  for (const [flowId, own] of groupBy(sorted, (t) => t.flowId)) {
    const at = own.map((t) => t.issuedAt);
    within(`${perCampaign} days of campaign ${flowId} in 30 days`, who, at, 30 * DAY_MS, perCampaign);
  }
  for (const { issuedAt: until } of sorted) {
    const recent = sorted.filter(({ issuedAt: at }) => at <= until && at > until - 30 * DAY_MS);
    const campaigns = new Set(recent.map(({ flowId }) => flowId));
    if (campaigns.size > campaigns30d) fail(`budgets hold: ${campaigns30d} campaigns in 30 days`, { who, until });
  }
}

/** Nobody has more proactive chats and calls a day than they can do. */
function checkAdvisors(tasks: readonly Task[], advisors: readonly Advisor[]): void {
  for (const { id, capacityPerDay } of advisors) {
    const own = tasks.filter(
      (t) => (t.handedOn?.[0]?.from ?? t.advisorId) === id && (t.channel === "chat" || t.channel === "phone"),
    );
    // What several flows want of one customer on a day is one visit, and the first of them takes the place.
    const days = own.filter((t) => t.sameVisit !== true).map(({ issuedAt }) => dayOf(issuedAt));
    atMost(`${capacityPerDay} visits a day`, id, days, capacityPerDay);
  }
}

const dayOf = (at: number): number => localDayNumber(ZONE, at);

function hoursOf(gap: string): number {
  const hours = /^PT(\d+)H$/.exec(gap)?.[1];
  if (hours === undefined) throw new Error(`the simulation's gaps are whole hours, not ${gap}`);
  return Number(hours);
}

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
