import { type Customer, type OrderStats, TIERS, type Tier } from "@sopflow/schemas";
import { DAY_MS } from "../time/index.js";
import { activityLevelAt } from "./activity.js";
import { counts } from "./net-order.js";
import { ordersInWindow } from "./order-windows.js";
import { type ProfileChanges, type ProfileContext, setField } from "./profile-result.js";

const WINDOW_DAYS = 180;
const CORE_WINDOW_DAYS = 365;
const SHORT_WINDOW = [WINDOW_DAYS] as const;
const BOTH_WINDOWS = [WINDOW_DAYS, CORE_WINDOW_DAYS] as const;
const DEMOTE_AFTER_DAYS = 30;
const HIGH_ORDERS = 2;
const HIGH_SPEND_FEN = 100_000;
/** Carried by customers who have shown their order to others; with a 高 tier it makes 核心. */
const SHOWN_ORDER_TAG = "晒单";

type TierContext = Pick<ProfileContext, "settings">;

/** The tier that DOMAIN §2 gives at `at` (epoch ms), before any grace. */
export function tierAt(customer: Customer, at: number, { settings }: TierContext): Tier {
  const { highSpend180, coreSpend365 } = settings.thresholds;
  const window = ordersInWindow(customer.orders, WINDOW_DAYS, at);
  const isHigh =
    (window.count >= HIGH_ORDERS && window.spend >= HIGH_SPEND_FEN) ||
    (window.count > 0 && highSpend180 !== undefined && window.spend >= highSpend180);
  if (coreSpend365 !== undefined) {
    const year = ordersInWindow(customer.orders, CORE_WINDOW_DAYS, at);
    if (year.count > 0 && year.spend >= coreSpend365) return "核心";
  }
  if (isHigh) return customer.referrals > 0 || customer.tags.includes(SHOWN_ORDER_TAG) ? "核心" : "高";
  if (window.count > 0) return "中";
  if (customer.orders.count > 0) return "一般"; // lapsed buyer
  const level = activityLevelAt(customer.activityAt, at, settings.timezone);
  return level === "d3" || level === "d7" || level === "d14" ? "一般" : "普通";
}

const rank = (tier: Tier) => TIERS.indexOf(tier);

/**
 * Promotes at once. A lower tier takes effect only when it has been lower for 30 days without a break; the first tier
 * of all is taken as it comes.
 */
export function refreshTier(customer: Customer, at: number, context: TierContext, changes: ProfileChanges): void {
  const tier = tierAt(customer, at, context);
  const current = customer.tier;
  if (current !== undefined && tier !== current && rank(tier) < rank(current)) {
    customer.tierDemoteAt ??= at + DEMOTE_AFTER_DAYS * DAY_MS;
    if (customer.tierDemoteAt > at) return;
  }
  if (customer.tierDemoteAt !== undefined) delete customer.tierDemoteAt;
  if (tier !== current) setField(customer, "tier", tier, changes, true);
}

/**
 * When time alone may change the tier next, after `at`: an order leaves a window, or a demotion takes effect. The year
 * matters only to brands with a threshold for it: whoever owes a tier to it was looked at since it was set.
 */
export function nextTierCheck(customer: Customer, at: number, { settings }: TierContext): number | undefined {
  let next = customer.tierDemoteAt;
  const days = settings.thresholds.coreSpend365 === undefined ? SHORT_WINDOW : BOTH_WINDOWS;
  for (const window of days) {
    const end = oldestLeaves(customer.orders, window * DAY_MS, at);
    if (end !== undefined && (next === undefined || end < next)) next = end;
  }
  return next;
}

/** When the oldest order of a window leaves it. */
function oldestLeaves({ recent }: OrderStats, windowMs: number, at: number): number | undefined {
  for (const order of recent) if (order.at > at - windowMs && counts(order)) return order.at + windowMs;
  return undefined;
}
