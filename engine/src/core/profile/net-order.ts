import type { OrderedSku, OrderRecord } from "@sopflow/schemas";

/** Units of a sku that were not given back; the paid ones are taken back before the gifts. */
export function netUnits(sku: OrderedSku): { readonly units: number; readonly gifts: number } {
  const returned = sku.returned ?? 0;
  const units = Math.max(0, sku.units - returned);
  return { units, gifts: Math.max(0, (sku.gifts ?? 0) - Math.max(0, returned - sku.units)) };
}

/**
 * Whether an order counts: paid, and not given back whole. Whole = refunds reach the amount, or every unit of every
 * line came back (what a shop keeps for the parcel makes no order).
 */
export function counts(order: OrderRecord): boolean {
  if (!order.paid) return false;
  if (order.refundIds === undefined) return true; // only a refund gives anything back
  if (order.refunded >= order.amount) return false;
  let known = false;
  for (const sku in order.skus) {
    const line = order.skus[sku];
    if (line === undefined || line.units + (line.gifts ?? 0) === 0) continue; // a returned sku that was never bought
    known = true;
    const left = netUnits(line);
    if (left.units > 0 || left.gifts > 0) return true;
  }
  return !known;
}

/** Fen left after refunds, never negative. Only for orders that count. */
export const netAmount = (order: OrderRecord): number => Math.max(0, order.amount - order.refunded);

/** Units left after refunds, never negative. */
export function netQuantity(order: OrderRecord): number {
  let returned = 0;
  for (const sku in order.skus) {
    const line = order.skus[sku];
    if (line !== undefined) returned += Math.min(line.returned ?? 0, line.units);
  }
  return Math.max(0, order.quantity - returned);
}

/** What is left of a line's money, by units: a refund of money without units leaves the skus' shares as they are. */
export const netSkuAmount = (line: OrderedSku, units: number): number =>
  line.units === 0 ? 0 : Math.round((line.amount * units) / line.units);

/** Time order of orders, the same on every machine. */
export const byTime = (a: OrderRecord, b: OrderRecord): number =>
  a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
