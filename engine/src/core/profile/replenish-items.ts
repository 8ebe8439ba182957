import { type Customer, DOSE_PREFIX, MAX_SKUS, type ReplenishItem } from "@sopflow/schemas";
import { DAY_MS } from "../time/index.js";
import { purchasedUnits } from "./order-totals.js";
import type { ProfileChanges, ProfileContext, ProfileEvent } from "./profile-result.js";
import { own, readNumber, readObject, readText } from "./read-props.js";
import { type Purchase, predictRunOut } from "./replenish.js";

/** Longest "N days left" that is believed. */
const MAX_STATED_DAYS = 3_650;

/** Purchases of one sku, from the remembered orders. */
export function purchasesOf(customer: Customer, sku: string): Purchase[] {
  const purchases: Purchase[] = [];
  for (const order of customer.orders.recent) {
    const quantity = purchasedUnits(order, sku);
    if (quantity <= 0) continue;
    const at = order.deliveredAt ?? order.at;
    purchases.push({ orderId: order.id, at, quantity, campaign: order.campaignId !== undefined });
  }
  return purchases;
}

/** Units a day: `dailyDose_<sku>`, else `dailyDose`, else 1. */
export function dailyDose(customer: Customer, sku: string): number {
  const dose = own(customer.attributes, `${DOSE_PREFIX}${sku}`) ?? own(customer.attributes, "dailyDose");
  return typeof dose === "number" && dose > 0 ? dose : 1;
}

/** Makes every item anew: after an order event, a statement, a dose, or changed products. */
export function rebuildReplenish(
  customer: Customer,
  { products }: Pick<ProfileContext, "products">,
  changes: ProfileChanges,
): void {
  const before = customer.replenish;
  const after: Customer["replenish"] = {};
  const skus = skusToPredict(customer, products);
  for (const sku of skus) {
    const item = predictItem(customer, sku, products.get(sku)?.daysOfSupply);
    if (item !== undefined) after[sku] = item;
  }
  customer.replenish = skus.size > 1 ? latestFirst(after) : after;
  if (differs(before, customer.replenish)) changes.changed.add("replenish");
}

/** What was bought last comes first; of too many the others are left out. */
function latestFirst(items: Readonly<Record<string, ReplenishItem>>): Record<string, ReplenishItem> {
  const sorted = Object.entries(items).sort(([a, x], [b, y]) => y.lastAt - x.lastAt || (a < b ? -1 : 1));
  return Object.fromEntries(sorted.slice(0, MAX_SKUS));
}

/** Skus that may have a prediction: those that are predicted, and those bought of which days of supply are known. */
function skusToPredict(customer: Customer, products: ProfileContext["products"]): ReadonlySet<string> {
  const skus = new Set<string>();
  for (const sku in customer.replenish) skus.add(sku);
  for (const order of customer.orders.recent) {
    for (const sku in order.skus) if (products.get(sku)?.daysOfSupply !== undefined) skus.add(sku);
  }
  return skus;
}

function predictItem(customer: Customer, sku: string, daysOfSupply: number | undefined): ReplenishItem | undefined {
  const stated = own(customer.replenish, sku)?.stated;
  // Without days of supply a sku is never replenished, unless somebody said how long it will last.
  if (daysOfSupply === undefined && stated === undefined) return undefined;
  const purchases = purchasesOf(customer, sku);
  const supplyDays = daysOfSupply === undefined ? undefined : daysOfSupply / dailyDose(customer, sku);
  const predicted = predictRunOut(purchases, supplyDays, stated);
  if (predicted === undefined) return undefined;
  let lastAt = stated?.at ?? Number.NEGATIVE_INFINITY;
  for (const { at } of purchases) if (at > lastAt) lastAt = at;
  const { runOutAt } = predicted;
  return stated === undefined ? { runOutAt, lastAt } : { runOutAt, lastAt, stated };
}

function differs(a: Customer["replenish"], b: Customer["replenish"]): boolean {
  let left = 0;
  for (const _ in b) left += 1;
  for (const sku in a) {
    left -= 1;
    if (a[sku]?.runOutAt !== own(b, sku)?.runOutAt) return true;
  }
  return left !== 0;
}

/**
 * The sku whose stock runs out first, among those still in use: one that ran out before something else was bought, and
 * was not bought again itself, has been given up for the other.
 */
export function currentRunOut(customer: Customer): { readonly sku: string; readonly runOutAt: number } | undefined {
  let newest = Number.NEGATIVE_INFINITY;
  for (const sku in customer.replenish) newest = Math.max(newest, customer.replenish[sku]?.lastAt ?? newest);
  let first: { sku: string; runOutAt: number } | undefined;
  for (const sku in customer.replenish) {
    const runOutAt = customer.replenish[sku]?.runOutAt;
    if (runOutAt === undefined || runOutAt < newest) continue;
    if (first === undefined || runOutAt < first.runOutAt || (runOutAt === first.runOutAt && sku < first.sku)) {
      first = { sku, runOutAt };
    }
  }
  return first;
}

/**
 * Takes over "N days left" as told at `statedAt` (epoch ms). Without a sku it is that of the stock which runs out first.
 * An older statement never replaces a newer one.
 */
export function stateDaysLeft(
  customer: Customer,
  statement: { readonly sku?: string | undefined; readonly days: number; readonly statedAt: number },
  context: Pick<ProfileContext, "products">,
  changes: ProfileChanges,
): void {
  const { days, statedAt: at } = statement;
  const sku = statement.sku ?? currentRunOut(customer)?.sku;
  if (sku === undefined || !(days >= 0 && days <= MAX_STATED_DAYS)) {
    changes.problem("profile.value_refused", "daysLeft", "Days left need a known product and 0 to 3,650 days");
    return;
  }
  const known = own(customer.replenish, sku);
  if (known?.stated !== undefined && known.stated.at > at) return;
  const runOutAt = Math.round(at + days * DAY_MS);
  const lastAt = known?.lastAt ?? at;
  customer.replenish = {
    ...customer.replenish,
    [sku]: { runOutAt: known?.runOutAt ?? 0, lastAt, stated: { at, runOutAt } },
  };
  rebuildReplenish(customer, context, changes);
}

/** `daysLeft` (or the field of that name) and `sku` of a completed task. */
export function applyStatement(
  customer: Customer,
  event: ProfileEvent,
  context: Pick<ProfileContext, "products">,
  changes: ProfileChanges,
): void {
  if (event.type !== "task.completed") return;
  const fields = readObject(event.props.fields) ?? {};
  const days = readNumber(event.props.daysLeft) ?? readNumber(fields.daysLeft);
  if (days === undefined) return;
  const sku = readText(event.props.sku, 128) ?? readText(fields.sku, 128);
  stateDaysLeft(customer, { sku, days, statedAt: event.at }, context, changes);
}
