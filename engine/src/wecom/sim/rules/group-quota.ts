import type { SimCorp } from "../state/corp.js";
import { chinaDayStart, chinaMonth, chinaWeekStart } from "./call-windows.js";

/** How many group-send messages the customer (or group chat) may still receive. Corp's and members' sends share it. */
export function groupQuotaLeft(corp: SimCorp, target: string, now: number): number {
  const receipts = corp.groupReceipts.get(target) ?? [];
  const { start, most } = windowOf(corp, now);
  return Math.max(0, most - receipts.filter((at) => at >= start && at <= now).length);
}

function windowOf({ quotaRule }: SimCorp, now: number): { start: number; most: number } {
  if (quotaRule === "onePerDay") return { start: chinaDayStart(now), most: 1 };
  if (quotaRule === "sevenPerWeek") return { start: chinaWeekStart(now), most: 7 };
  const { start, days } = chinaMonth(now);
  return { start, most: days };
}

export function takeGroupQuota(corp: SimCorp, target: string, now: number): void {
  const receipts = corp.groupReceipts.get(target);
  if (receipts) receipts.push(now);
  else corp.groupReceipts.set(target, [now]);
}
