import {
  MAX_ORDER_SKUS,
  MAX_ORDERS,
  MAX_SKUS,
  type OlderOrders,
  type OrderRecord,
  type OrderStats,
  type ShopStats,
  type SkuStats,
} from "@sopflow/schemas";
import { DAY_MS } from "../time/index.js";
import { byTime, counts, netAmount, netSkuAmount, netUnits } from "./net-order.js";
import { own } from "./read-props.js";

/** Longest window of order facts, days. */
const LONGEST_WINDOW_DAYS = 365;

type Totals = Pick<OrderStats, "count" | "spend" | "discounted" | "byShop" | "bySku" | "firstAt" | "lastAt">;

/**
 * Makes the totals anew from the remembered orders and `older`, dropping what there is no room for. Made anew and not
 * kept up by differences: so no sequence of payments, refunds and corrections can leave a remainder, and the order in
 * which events come does not matter as long as their orders are remembered.
 * `orders.recent` must be in time order.
 */
export function rebuildOrderStats(orders: OrderStats, at: number): OrderStats {
  const { recent, older } = fold(orders, at);
  const stats: OrderStats = {
    count: older?.count ?? 0,
    spend: older?.spend ?? 0,
    discounted: older?.discounted ?? 0,
    byShop: { ...older?.byShop },
    bySku: { ...older?.bySku },
    recent,
  };
  if (older?.firstAt !== undefined) stats.firstAt = older.firstAt;
  if (older?.lastAt !== undefined) stats.lastAt = older.lastAt;
  if (older !== undefined) stats.older = older;
  for (const order of recent) addOrder(stats, order);
  stats.byShop = largest(stats.byShop, (shop) => shop.count);
  stats.bySku = largest(stats.bySku, (sku) => sku.lastAt);
  return stats;
}

/** Up to so many orders, lines and skus nothing is folded or left out, whatever comes next. */
const MAX_PLAIN_ORDERS = MAX_SKUS - 1;

/**
 * Adds a new order in place when it is the newest and there is room for everything: the totals that
 * `rebuildOrderStats` would make, without the work. False where it must be asked.
 */
export function appendOrder(orders: OrderStats, order: OrderRecord): boolean {
  const { recent } = orders;
  if (orders.older !== undefined || recent.length > MAX_PLAIN_ORDERS) return false;
  const last = recent[recent.length - 1];
  if (last !== undefined && byTime(last, order) > 0) return false;
  let lines = linesOf(order);
  for (const other of recent) lines += linesOf(other);
  if (lines > MAX_PLAIN_ORDERS) return false;
  recent.push(order);
  addOrder(orders, order);
  return true;
}

function linesOf(order: OrderRecord | undefined): number {
  let lines = 0;
  if (order !== undefined) for (const _ in order.skus) lines += 1;
  return lines;
}

/** Adds what an order counts for. Entries are replaced, never changed: they may be shared with a clone. */
function addOrder(totals: Totals, order: OrderRecord): void {
  if (!counts(order)) return;
  const amount = netAmount(order);
  totals.count += 1;
  totals.spend += amount;
  if ((order.discount ?? 0) > 0) totals.discounted += 1;
  totals.firstAt = Math.min(totals.firstAt ?? order.at, order.at);
  totals.lastAt = Math.max(totals.lastAt ?? order.at, order.at);
  if (order.shop !== undefined) {
    const shop = own(totals.byShop, order.shop);
    totals.byShop[order.shop] = { count: (shop?.count ?? 0) + 1, spend: (shop?.spend ?? 0) + amount };
  }
  for (const sku in order.skus) {
    const line = order.skus[sku];
    if (line === undefined) continue;
    const { units } = netUnits(line);
    if (units > 0) totals.bySku[sku] = plusSku(own(totals.bySku, sku), order.at, units, netSkuAmount(line, units));
  }
}

function plusSku(stats: SkuStats | undefined, at: number, units: number, spend: number): SkuStats {
  return {
    count: (stats?.count ?? 0) + 1,
    quantity: (stats?.quantity ?? 0) + units,
    spend: (stats?.spend ?? 0) + spend,
    firstAt: Math.min(stats?.firstAt ?? at, at),
    lastAt: Math.max(stats?.lastAt ?? at, at),
  };
}

/** The MAX_SKUS entries that rank highest; the rest stays in the totals of all. */
function largest<T extends ShopStats | SkuStats>(stats: Record<string, T>, rank: (entry: T) => number) {
  let size = 0;
  for (const _ in stats) size += 1;
  if (size <= MAX_SKUS) return stats;
  const entries = Object.entries(stats);
  entries.sort(([a, x], [b, y]) => rank(y) - rank(x) || (a < b ? -1 : 1));
  return Object.fromEntries(entries.slice(0, MAX_SKUS));
}

/** Moves the oldest orders into `older` until the rest fits. */
function fold(orders: OrderStats, at: number): { recent: OrderRecord[]; older: OlderOrders | undefined } {
  let from = orders.recent.length;
  let lines = 0;
  while (from > 0 && orders.recent.length - from < MAX_ORDERS) {
    lines += linesOf(orders.recent[from - 1]);
    if (lines > MAX_ORDER_SKUS) break;
    from -= 1;
  }
  const kept = orders.older === undefined ? undefined : forgetDays(orders.older, at);
  if (from === 0) return { recent: orders.recent, older: kept };
  const older: OlderOrders = kept ?? { count: 0, spend: 0, discounted: 0, byShop: {}, bySku: {}, days: [] };
  for (const order of orders.recent.slice(0, from)) foldOne(older, order);
  older.byShop = largest(older.byShop, (stats) => stats.count);
  older.bySku = largest(older.bySku, (stats) => stats.lastAt);
  return { recent: orders.recent.slice(from), older: forgetDays(older, at) };
}

/** A copy without the days that no window reaches any more. */
const forgetDays = (older: OlderOrders, at: number): OlderOrders => ({
  ...older,
  byShop: { ...older.byShop },
  bySku: { ...older.bySku },
  days: older.days.filter((day) => day.at > at - LONGEST_WINDOW_DAYS * DAY_MS),
});

function foldOne(older: OlderOrders, order: OrderRecord): void {
  if (!counts(order)) return;
  addOrder(older, order);
  const index = older.days.findIndex((day) => Math.floor(day.at / DAY_MS) === Math.floor(order.at / DAY_MS));
  const day = older.days[index];
  const sum = {
    at: Math.max(day?.at ?? order.at, order.at),
    count: (day?.count ?? 0) + 1,
    spend: (day?.spend ?? 0) + netAmount(order),
  };
  if (index < 0) older.days.push(sum);
  else older.days[index] = sum;
  older.days.sort((a, b) => a.at - b.at);
}

/** Takes a refund of an order that is no longer remembered off the totals; never below nothing. */
export function refundOlder(orders: OrderStats, amount: number): OrderStats {
  if (orders.older === undefined) return orders;
  return { ...orders, older: { ...orders.older, spend: Math.max(0, orders.older.spend - amount) } };
}

/** Units of a purchase that replenishment counts, gifts included; 0 where the order does not count. */
export function purchasedUnits(order: OrderRecord, sku: string): number {
  const line = own(order.skus, sku);
  if (line === undefined || !counts(order)) return 0;
  const { units, gifts } = netUnits(line);
  return units + gifts;
}
