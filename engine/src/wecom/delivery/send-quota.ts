import { z } from "zod";
import { civilDateOf, dayNumberOf, daysInMonth, weekdayOf } from "../../core/time/index.js";

/**
 * WeCom's cap on group sends per customer (add_msg_template): as many a month as the month has days, or, as the corp
 * chooses, 7 a week or 1 a day. It counts sends of the corp and of its members together, so what we know is a lower
 * bound; a send that failed with "already received others" (status 3) tells that the cap is reached.
 */
export const SEND_QUOTA_RULES = ["month", "week", "day"] as const;
export type SendQuotaRule = (typeof SEND_QUOTA_RULES)[number];

/** Which group sends a customer received or is to receive, by send id: local day number. Of the last 31 days. */
export const sendLedgerSchema = z.object({
  sends: z.record(z.string(), z.int()).default({}),
  /** Last local day number of a period that WeCom itself called full. */
  fullUntil: z.int().optional(),
});
export type SendLedger = z.infer<typeof sendLedgerSchema>;

export const EMPTY_LEDGER: SendLedger = { sends: {} };

const KEPT_DAYS = 31;

/** How many more group sends a customer can get in the period of `day` (a local day number). */
export function sendsLeft(ledger: SendLedger, rule: SendQuotaRule, day: number): number {
  if (ledger.fullUntil !== undefined && day <= ledger.fullUntil) return 0;
  const { first, last, cap } = periodOf(rule, day);
  const used = Object.values(ledger.sends).filter((at) => at >= first && at <= last).length;
  return Math.max(0, cap - used);
}

/** The ledger with a send on `day`; the same send twice counts once. */
export function withSend(ledger: SendLedger, sendId: string, day: number): SendLedger {
  const kept = Object.entries(ledger.sends).filter(([, at]) => at > day - KEPT_DAYS);
  return { ...ledger, sends: { ...Object.fromEntries(kept), [sendId]: day } };
}

/** The ledger without a send that did not reach the customer. */
export function withoutSend(ledger: SendLedger, sendId: string): SendLedger {
  const { [sendId]: _gone, ...sends } = ledger.sends;
  return { ...ledger, sends };
}

/** The ledger after WeCom refused a send on `day` because the customer had received enough. */
export function withFull(ledger: SendLedger, rule: SendQuotaRule, day: number): SendLedger {
  return { ...ledger, fullUntil: periodOf(rule, day).last };
}

function periodOf(rule: SendQuotaRule, day: number): { first: number; last: number; cap: number } {
  if (rule === "day") return { first: day, last: day, cap: 1 };
  if (rule === "week") {
    const first = day - (weekdayOf(day) - 1);
    return { first, last: first + 6, cap: 7 };
  }
  const { year, month } = civilDateOf(day);
  const first = dayNumberOf(year, month, 1);
  const cap = daysInMonth(year, month);
  return { first, last: first + cap - 1, cap };
}
