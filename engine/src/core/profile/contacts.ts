import type { ContactEntry, Customer, TaskPurpose } from "@sopflow/schemas";
import { DAY_MS } from "../time/index.js";

/** Contacts are kept so long, for facts and limits. */
const KEPT_DAYS = 400;
const MAX_CONTACTS = 300;

/** What conditions count: contacts that we began. Replies show under `byPurpose.reply` only. */
const isProactive = (entry: ContactEntry) => entry.purpose !== "reply";

const wanted = (purpose: TaskPurpose | undefined) => (entry: ContactEntry) =>
  purpose === undefined ? isProactive(entry) : entry.purpose === purpose;

/** Contacts of the last `days` × 24 h; one leaves at `entry.at + days × DAY_MS`, sharp. */
export function contactsInDays(customer: Customer, days: number, at: number, purpose?: TaskPurpose): number {
  const isWanted = wanted(purpose);
  let count = 0;
  for (const entry of customer.contacts) if (entry.at > at - days * DAY_MS && isWanted(entry)) count += 1;
  return count;
}

/** When contacts leave the window, after `at`, soonest first. */
export function contactWindowEnds(customer: Customer, days: number, at: number, purpose?: TaskPurpose): number[] {
  const ends = customer.contacts.filter(wanted(purpose)).map((entry) => entry.at + days * DAY_MS);
  return [...new Set(ends)].filter((end) => end > at).sort((a, b) => a - b);
}

export function lastContactAt(customer: Customer, purpose?: TaskPurpose): number | undefined {
  const isWanted = wanted(purpose);
  let latest: number | undefined;
  for (const entry of customer.contacts) {
    if (isWanted(entry) && (latest === undefined || entry.at > latest)) latest = entry.at;
  }
  return latest;
}

/** Drops contacts that nothing reads any more. */
export function pruneContacts(customer: Customer, at: number): void {
  const oldest = customer.contacts[0];
  if (oldest === undefined) return;
  if (oldest.at > at - KEPT_DAYS * DAY_MS && customer.contacts.length <= MAX_CONTACTS) return;
  customer.contacts = customer.contacts.filter((entry) => entry.at > at - KEPT_DAYS * DAY_MS).slice(-MAX_CONTACTS);
}
