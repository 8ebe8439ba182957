import type { ContactEntry, ContactLimit, ContactPolicy, Customer, TaskChannel, TaskPurpose } from "@sopflow/schemas";
import { DAY_MS, localDayNumber, startOfLocalDay } from "../time/index.js";
import { later } from "./duration-of.js";

/** A contact that wants to happen, as far as the policy cares. */
export interface PlannedContact {
  readonly purpose: TaskPurpose;
  readonly channel: TaskChannel;
  /** Campaign it belongs to, for the campaign allowance. */
  readonly campaign?: string;
  /** Pushes of one campaign day count once, each, or not at all (campaign.rhythm `contacts`). */
  readonly counting?: "perDay" | "perSlot" | "exempt";
}

/** Refused by a limit: its name, and the earliest time at which that limit lets it through. */
export interface BudgetRefusal {
  readonly reason: string;
  readonly until: number;
}

/** Entries older than this matter to no limit and no fact; dropped when the next one is written. */
const LEDGER_KEEP_MS = 366 * DAY_MS;
const LEDGER_MAX = 200;

/**
 * Whether the contact policy lets a contact happen at `at`; undefined = yes. Limits by channel and by purpose both hold
 * (DOMAIN §5): group sends and calls by channel, marketing (chat and calls), campaign pushes and unasked service by
 * purpose. Replies are never counted; moments and staff work reach nobody's chat.
 */
export function budgetRefusal(
  customer: Customer,
  contact: PlannedContact,
  policy: ContactPolicy,
  at: number,
  zone: string,
): BudgetRefusal | undefined {
  if (contact.purpose === "reply" || contact.channel === "moments") return undefined;
  const counted = customer.contacts.filter((c) => !c.free && c.channel !== "moments" && c.purpose !== "reply");
  const refusals: BudgetRefusal[] = [];
  const check = (name: string, limit: ContactLimit, entries: readonly ContactEntry[]) => {
    const until = limitedUntil(limit, entries, at, zone);
    if (until !== undefined) refusals.push({ reason: `budget.${name}`, until });
  };
  if (contact.channel === "phone") {
    const calls = counted.filter(onPhone);
    check(
      "phone",
      policy.phone,
      calls.filter((c) => !c.unreached),
    );
    check("phone_attempts", policy.phoneAttempts, calls);
  }
  if (contact.purpose === "campaign") {
    const refusal = campaignRefusal(customer, contact, policy, at, zone);
    if (refusal) refusals.push(refusal);
  } else if (contact.channel === "group_send") {
    check(
      "group_send",
      policy.groupSend,
      counted.filter((c) => c.channel === "group_send"),
    );
  } else if (contact.purpose === "marketing") {
    const core = customer.tier === "核心" && customer.priceSensitivity === "low";
    check("marketing", core ? policy.marketingCore : policy.marketing, counted.filter(isOneToOneMarketing));
  } else {
    check(
      "service",
      policy.service,
      counted.filter((c) => c.purpose === "service"),
    );
  }
  return refusals.reduce<BudgetRefusal | undefined>(
    (worst, r) => (worst && worst.until >= r.until ? worst : r),
    undefined,
  );
}

const onPhone = (c: ContactEntry) => c.channel === "phone";
const isOneToOneMarketing = (c: ContactEntry) => c.purpose === "marketing" && c.channel !== "group_send";

/** When `limit` frees up; undefined = it is free now. `days: 1` is a local calendar day, more are rolling days. */
function limitedUntil(
  limit: ContactLimit,
  entries: readonly ContactEntry[],
  at: number,
  zone: string,
): number | undefined {
  let until: number | undefined;
  const atLeast = (time: number) => {
    if (time > at && time > (until ?? 0)) until = time;
  };
  const times = entries.map((e) => e.at).sort((a, b) => b - a);
  for (const { days, max } of limit.limits) {
    const from = days === 1 ? startOfLocalDay(zone, localDayNumber(zone, at)) : at - days * DAY_MS;
    const inside = times.filter((t) => (days === 1 ? t >= from : t > from));
    if (inside.length < max) continue;
    // The limit frees up when so many have left the window that fewer than `max` remain.
    const leaving = inside[max - 1];
    atLeast(days === 1 || leaving === undefined ? nextDay(zone, at, days) : leaving + days * DAY_MS);
  }
  const newest = times[0];
  if (limit.gap !== undefined && newest !== undefined) atLeast(later(zone, newest, limit.gap));
  return until;
}

const nextDay = (zone: string, at: number, days: number) => startOfLocalDay(zone, localDayNumber(zone, at) + days);

/** All pushes of a campaign together: so many a day, in all, and so many campaigns per 30 days. */
function campaignRefusal(
  customer: Customer,
  contact: PlannedContact,
  policy: ContactPolicy,
  at: number,
  zone: string,
): BudgetRefusal | undefined {
  if (contact.counting === "exempt") return undefined;
  const { perDay, perCampaign, campaigns30d } = policy.campaign;
  const entries = customer.contacts.filter((c) => c.purpose === "campaign" && !c.free);
  const today = localDayNumber(zone, at);
  const isToday = (c: ContactEntry) => localDayNumber(zone, c.at) === today;
  if (contact.counting === "perDay" && entries.some((c) => isToday(c) && c.campaign === contact.campaign))
    return undefined;
  if (entries.filter(isToday).length >= perDay) return { reason: "budget.campaign_day", until: nextDay(zone, at, 1) };
  const own = entries.filter((c) => c.campaign === contact.campaign && c.at > at - 30 * DAY_MS);
  if (own.length >= perCampaign) return { reason: "budget.campaign_total", until: oldest(own) + 30 * DAY_MS };
  const recent = entries.filter((c) => c.at > at - 30 * DAY_MS);
  const campaigns = new Set(recent.map((c) => c.campaign));
  if (!campaigns.has(contact.campaign) && campaigns.size >= campaigns30d) {
    return { reason: "budget.campaigns", until: oldest(recent) + 30 * DAY_MS };
  }
  return undefined;
}

const oldest = (entries: readonly ContactEntry[]) => Math.min(...entries.map((c) => c.at));

/** Writes a contact into the customer's ledger. Further pushes of a campaign day that counts once are `free`. */
export function recordContact(
  customer: Customer,
  taskId: string,
  contact: PlannedContact,
  at: number,
  zone: string,
  sku: string | undefined,
): void {
  if (contact.channel === "moments") return;
  const sameDay = (c: ContactEntry) =>
    c.campaign === contact.campaign && localDayNumber(zone, c.at) === localDayNumber(zone, at);
  const free =
    contact.counting === "exempt" ||
    (contact.counting === "perDay" && customer.contacts.some((c) => c.purpose === "campaign" && sameDay(c)));
  customer.contacts = customer.contacts.filter((c) => c.at > at - LEDGER_KEEP_MS).slice(-(LEDGER_MAX - 1));
  const entry: ContactEntry = { taskId, at, purpose: contact.purpose, channel: contact.channel };
  if (contact.campaign !== undefined) entry.campaign = contact.campaign;
  if (sku !== undefined) entry.sku = sku;
  if (free) entry.free = true;
  customer.contacts.push(entry);
}

const UNREACHED: ReadonlySet<string> = new Set(["call_unanswered", "call_refused", "number_invalid"]);

/** A call's result: one that nobody took counts as an attempt only (DOMAIN §5: once per 30 days, two attempts). */
export function recordCallResult(customer: Customer, taskId: string, contact: string | undefined): void {
  if (contact === undefined || !UNREACHED.has(contact)) return;
  const entry = customer.contacts.find((c) => c.taskId === taskId && onPhone(c));
  if (entry) entry.unreached = true;
}
