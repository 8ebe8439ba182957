import type { OrderStats } from "@sopflow/schemas";
import { DAY_MS } from "../time/index.js";
import { counts, netAmount } from "./net-order.js";

/** The windows of order facts, days. */
export const ORDER_WINDOWS = [30, 90, 180, 365] as const;

export interface WindowTotals {
  readonly count: number;
  readonly spend: number;
}

/**
 * Net orders and spend (fen) of the last `days` days: from payment on for exactly `days` × 24 h, the same in every
 * zone. So an order leaves the window at `order.at + days × DAY_MS`, sharp.
 */
export function ordersInWindow(orders: OrderStats, days: number, at: number): WindowTotals {
  const after = at - days * DAY_MS;
  const oldest = orders.recent[0];
  // Nearly everybody's orders are all in the window: then the totals are at hand.
  if (orders.older === undefined && oldest !== undefined && oldest.at > after) {
    return { count: orders.count, spend: orders.spend };
  }
  let count = 0;
  let spend = 0;
  for (let i = orders.recent.length - 1; i >= 0; i--) {
    const order = orders.recent[i];
    if (order === undefined || order.at <= after) break; // in time order
    if (!counts(order)) continue;
    count += 1;
    spend += netAmount(order);
  }
  if (orders.older !== undefined) {
    for (const day of orders.older.days) {
      if (day.at <= after) continue;
      count += day.count;
      spend += day.spend;
    }
  }
  return { count, spend };
}

/** When orders leave the window, after `at`, soonest first. */
export function windowEnds(orders: OrderStats, days: number, at: number): number[] {
  const ends = new Set<number>();
  for (const day of orders.older?.days ?? []) ends.add(day.at + days * DAY_MS);
  for (const order of orders.recent) if (counts(order)) ends.add(order.at + days * DAY_MS);
  return [...ends].filter((end) => end > at).sort((a, b) => a - b);
}
