import type { JsonObject } from "@sopflow/schemas";
import type { EventLog } from "./event-log.js";
import { DAY_MS, dayStart, MINUTE_MS, timeOfDay } from "./local-clock.js";
import { demoProduct } from "./products.js";
import type { Random } from "./random.js";

export interface OrderPlan {
  readonly customerId: string;
  readonly orderId: string;
  readonly sku: string;
  readonly quantity: number;
  /** When it is paid, ms. */
  readonly at: number;
  readonly shop: string;
  /** Share of the list price taken off, 0 … 1. */
  readonly discountShare: number;
  readonly campaignId?: string;
}

export interface WrittenOrder {
  readonly orderId: string;
  readonly amount: number;
  readonly deliveredAt: number;
  readonly refunded: boolean;
}

export const REFUND_SHARE = 0.03;
const GIFT_SHARE = 0.08;
/** One in so many orders is placed a day or two before, left unpaid, and placed again. */
const ABANDONED_SHARE = 0.05;
/** Shops the brand sells in: what comes by a package card was bought in the public one. */
export const PUBLIC_SHOP = "公域旗舰店";
export const PRIVATE_SHOP = "私域商城";
export const STORE_SHOP = "线下门店";

/** Writes an order's whole life: placed, paid, delivered after 2–4 days, and now and then given back. */
export function writeOrder(random: Random, log: EventLog, plan: OrderPlan): WrittenOrder {
  const { customerId, orderId, at } = plan;
  const listPrice = demoProduct(plan.sku).price * plan.quantity;
  const amount = Math.round(listPrice * (1 - plan.discountShare));
  const lines = orderLines(random, plan, amount);
  const props: JsonObject = {
    orderId,
    amount,
    shop: plan.shop,
    ...(listPrice > amount ? { discount: listPrice - amount } : {}),
    ...(plan.campaignId === undefined ? {} : { campaignId: plan.campaignId }),
    lines,
  };
  if (random.chance(ABANDONED_SHARE)) {
    const earlier = timeOfDay(random, at - random.int(1, 2) * DAY_MS);
    log.add(customerId, "order.placed", earlier, { ...props, orderId: `${orderId}-A` });
  }
  log.add(customerId, "order.placed", at - random.int(20, 600) * 1_000, props);
  log.add(customerId, "order.paid", at, props);
  const deliveredAt = deliveryTime(random, at);
  log.add(customerId, "order.delivered", deliveredAt, { orderId });
  const refunded = random.chance(REFUND_SHARE);
  if (refunded) {
    const refundAt = timeOfDay(random, deliveredAt + random.between(1, 7) * DAY_MS);
    const refund = { orderId, refundId: `${orderId}-R`, amount, lines };
    log.add(customerId, "order.refunded", refundAt, refund);
  }
  return { orderId, amount, deliveredAt, refunded };
}

function orderLines(random: Random, plan: OrderPlan, amount: number): JsonObject[] {
  const main = { sku: plan.sku, name: demoProduct(plan.sku).name, quantity: plan.quantity, amount };
  if (plan.sku === "trial-7" || !random.chance(GIFT_SHARE)) return [main];
  return [main, { sku: "trial-7", name: demoProduct("trial-7").name, quantity: 1, amount: 0, gift: true }];
}

/** Parcels arrive by day, the third day most often, never before two days and never after four. */
function deliveryTime(random: Random, paidAt: number): number {
  const days = random.weighted([
    [2.3, 30],
    [3, 50],
    [3.6, 20],
  ]);
  const byDay = dayStart(paidAt + days * DAY_MS) + random.int(9 * 60, 20 * 60) * MINUTE_MS;
  return Math.max(paidAt + 2 * DAY_MS, Math.min(byDay, paidAt + 4 * DAY_MS));
}
