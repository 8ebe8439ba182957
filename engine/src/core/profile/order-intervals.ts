import type { OrderStats } from "@sopflow/schemas";
import { DAY_MS } from "../time/index.js";
import { counts } from "./net-order.js";

/** Intervals that the median looks at. */
const MAX_INTERVALS = 24;

/** The middle value; of an even number the mean of the two. Undefined for none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half];
  const lower = sorted[half - 1];
  if (upper === undefined) return undefined;
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2;
}

/**
 * Median days between orders, to a tenth; undefined below two occasions. Orders within 24 hours are one occasion: shops
 * split a basket into several orders.
 */
export function medianIntervalDays(orders: OrderStats): number | undefined {
  const occasions: number[] = [];
  for (const order of orders.recent) {
    const last = occasions.at(-1);
    if (counts(order) && (last === undefined || order.at - last >= DAY_MS)) occasions.push(order.at);
  }
  const intervals = occasions.slice(1).map((at, i) => (at - (occasions[i] ?? at)) / DAY_MS);
  const middle = median(intervals.slice(-MAX_INTERVALS));
  return middle === undefined ? undefined : Math.round(middle * 10) / 10;
}
