/**
 * What order events do to a profile. Owns `orders` and `bound`; stock is replenish-items.ts.
 *
 * 1. An order is kept gross with its refunds beside it; every figure is net and made anew from that (order-totals.ts).
 * 2. An order id counts once. Paid twice, the earlier payment holds (of the same instant the smaller amount).
 * 3. A refund or delivery before the payment is kept and waits for it. A refund id counts once.
 * 4. `order.placed` is activity and nothing else.
 * 5. Results do not depend on the order in which events come, while the orders are remembered (MAX_ORDERS). A refund of
 *    a forgotten order lowers the spend; its count and units are not known any more.
 */
import type { Customer, JsonObject, OrderedSku, OrderRecord } from "@sopflow/schemas";
import { byTime } from "./net-order.js";
import { readOrderLines } from "./order-lines.js";
import { appendOrder, rebuildOrderStats, refundOlder } from "./order-totals.js";
import { type ProfileChanges, type ProfileEvent, setField } from "./profile-result.js";
import { isSafeKey, own, readFen, readNumber, readText } from "./read-props.js";

const ORDER_EVENTS: ReadonlySet<string> = new Set(["order.paid", "order.refunded", "order.delivered"]);
const MAX_REFUND_IDS = 20;

/** Applies an order event; false when it is none, or says nothing. `at`: logical epoch ms. */
export function applyOrder(customer: Customer, event: ProfileEvent, at: number, changes: ProfileChanges): boolean {
  if (!ORDER_EVENTS.has(event.type)) return false;
  const id = readText(event.props.orderId, 128);
  const amount = readFen(event.props.amount);
  if (id === undefined || (amount === undefined && event.type !== "order.delivered")) {
    changes.problem("profile.order_incomplete", "orderId", "An order event needs orderId and amount in fen");
    return false;
  }
  const known = findOrder(customer.orders.recent, id);
  if (event.type === "order.refunded" && known === undefined && customer.orders.older !== undefined) {
    customer.orders = rebuildOrderStats(refundOlder(customer.orders, amount ?? 0), at);
    changes.changed.add("orders");
    return true;
  }
  const base = known ?? { id, at: event.at, paid: false, amount: 0, refunded: 0, quantity: 0, skus: {} };
  const next = EVENT_EFFECTS[event.type as keyof typeof EVENT_EFFECTS](base, event, amount ?? 0); // in ORDER_EVENTS
  if (next === known) return false;
  if (known !== undefined || !appendOrder(customer.orders, next)) putOrder(customer, next, at);
  changes.changed.add("orders");
  if (next.paid) setField(customer, "bound", true, changes, true);
  return true;
}

/** Newest first: what happens to an order happens soon after it. */
function findOrder(orders: readonly OrderRecord[], id: string): OrderRecord | undefined {
  for (let i = orders.length - 1; i >= 0; i--) if (orders[i]?.id === id) return orders[i];
  return undefined;
}

type OrderEffect = (order: OrderRecord, event: ProfileEvent, amount: number) => OrderRecord;

const EVENT_EFFECTS = {
  "order.paid": payOrder,
  "order.refunded": refundOrder,
  "order.delivered": deliverOrder,
} satisfies Record<string, OrderEffect>;

/** Puts an order in its place of time and makes all totals anew. */
export function putOrder(customer: Customer, order: OrderRecord, at: number): void {
  const recent = customer.orders.recent.filter((other) => other.id !== order.id);
  let index = recent.length;
  for (let before = recent[index - 1]; before !== undefined && byTime(before, order) > 0; before = recent[index - 1]) {
    index -= 1;
  }
  recent.splice(index, 0, order);
  customer.orders = rebuildOrderStats({ ...customer.orders, recent }, at);
}

function payOrder(order: OrderRecord, event: ProfileEvent, amount: number): OrderRecord {
  const isEarlier = event.at < order.at || (event.at === order.at && amount < order.amount);
  if (order.paid && !isEarlier) return order;
  const { props } = event;
  const lines = readLines(props, amount);
  const skus: Record<string, OrderedSku> = {};
  for (const [sku, line] of lines) skus[sku] = line;
  for (const sku in order.skus) {
    const returned = order.skus[sku]?.returned;
    if (returned !== undefined) skus[sku] = { ...(own(skus, sku) ?? { units: 0, amount: 0 }), returned };
  }
  let units = 0;
  for (const line of lines.values()) units += line.units;
  const shop = readText(props.shop, 64);
  const campaignId = readText(props.campaignId, 64);
  const discount = readFen(props.discount);
  const paid: OrderRecord = {
    id: order.id,
    at: event.at,
    paid: true,
    amount,
    refunded: order.refunded,
    quantity: Math.max(0, readNumber(props.quantity) ?? units),
    skus,
  };
  if (order.refundIds !== undefined) paid.refundIds = order.refundIds;
  if (shop !== undefined && isSafeKey(shop)) paid.shop = shop;
  if (campaignId !== undefined) paid.campaignId = campaignId;
  if (discount !== undefined && discount !== 0) paid.discount = discount;
  if (order.deliveredAt !== undefined) paid.deliveredAt = order.deliveredAt;
  return paid;
}

/** Before the payment is known a record stands at the first thing known of it, so that any sequence leaves the same. */
const standsAt = (order: OrderRecord, event: ProfileEvent) => (order.paid ? order.at : Math.min(order.at, event.at));

/** A parcel in several parts has arrived with its first. */
function deliverOrder(order: OrderRecord, event: ProfileEvent): OrderRecord {
  if (order.deliveredAt !== undefined && order.deliveredAt <= event.at) return order;
  const delivered = copyOrder(order, standsAt(order, event));
  delivered.deliveredAt = event.at;
  return delivered;
}

function refundOrder(order: OrderRecord, event: ProfileEvent, amount: number): OrderRecord {
  const refundId = readText(event.props.refundId, 128) ?? `event:${event.id}`;
  const known = order.refundIds ?? [];
  if (known.includes(refundId)) return order;
  const skus = { ...order.skus };
  for (const line of readOrderLines(event.props)) {
    const sku = own(skus, line.sku) ?? { units: 0, amount: 0 };
    skus[line.sku] = { ...sku, returned: (sku.returned ?? 0) + line.quantity };
  }
  const refunded = copyOrder(order, standsAt(order, event));
  refunded.refunded = order.refunded + amount;
  refunded.refundIds = [...known, refundId].sort().slice(-MAX_REFUND_IDS);
  refunded.skus = skus;
  return refunded;
}

/**
 * A copy, standing at `at`. Written out field by field, since an object spread that gains a field gives every single
 * copy a hidden class of its own: whatever reads orders then is slow, and the classes take more memory than the orders.
 */
function copyOrder(order: OrderRecord, at: number): OrderRecord {
  const { id, paid, amount, refunded, quantity, skus, refundIds, shop, campaignId, discount, deliveredAt } = order;
  const copy: OrderRecord = { id, at, paid, amount, refunded, quantity, skus };
  if (refundIds !== undefined) copy.refundIds = refundIds;
  if (shop !== undefined) copy.shop = shop;
  if (campaignId !== undefined) copy.campaignId = campaignId;
  if (discount !== undefined) copy.discount = discount;
  if (deliveredAt !== undefined) copy.deliveredAt = deliveredAt;
  return copy;
}

/** Lines by sku. What the lines do not say of the amount is shared out by units, to the fen. */
function readLines(props: JsonObject, amount: number): Map<string, OrderedSku> {
  const lines = readOrderLines(props);
  let priced = 0;
  let restUnits = 0;
  for (const line of lines) {
    if (line.gift === true) continue;
    if (line.amount === undefined) restUnits += line.quantity;
    else priced += line.amount;
  }
  let restAmount = Math.max(0, amount - priced);
  const skus = new Map<string, OrderedSku>();
  for (const line of lines) {
    const known = skus.get(line.sku) ?? { units: 0, amount: 0 };
    if (line.gift === true) {
      skus.set(line.sku, { ...known, gifts: (known.gifts ?? 0) + line.quantity });
      continue;
    }
    let share = line.amount;
    if (share === undefined) {
      share = restUnits <= 0 ? 0 : Math.round((restAmount * line.quantity) / restUnits);
      restAmount -= share;
      restUnits -= line.quantity;
    }
    skus.set(line.sku, { ...known, units: known.units + line.quantity, amount: known.amount + share });
  }
  return skus;
}
