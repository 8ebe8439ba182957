/**
 * When a customer's stock of one sku runs out (DOMAIN §4). Pure arithmetic on the sku's purchases; all rates in days.
 *
 *   supply  = daysOfSupply ÷ dose                             days that one unit lasts, as the product says
 *   rᵢ      = (aᵢ₊₁ − aᵢ) ÷ qᵢ                                days that a unit did last, per interval between arrivals
 *   habit   = weighted median of the last 12 rᵢ               an interval that ends with a campaign purchase: weight ¼
 *   spread  = 1.4826 × weighted MAD(r) ÷ habit                robust: one odd gap moves neither median nor MAD much
 *   w       = 0 below 3 intervals, else W ÷ (W + 1 + 10 × spread²)   W = sum of the weights; 3 even intervals: ¾
 *   unit    = (1 − w) × supply + w × habit                    days that one unit is expected to last
 *   runOut₁ = a₁ + q₁ × unit
 *   runOutᵢ = aᵢ + kᵢ × max(0, runOutᵢ₋₁ − aᵢ) + qᵢ × unit
 *
 * k is how much of the leftover counts. Without a habit k = 1: exactly DOMAIN's max(previous runOut, arrival) + quantity ×
 * supply. With one k = 1 − w, because people who buy before they run out do so every time, and their habit contains
 * it already; summing it up again would push the prediction out with every order. But k stays 1 for a campaign purchase, and
 * for one that comes before half of the expected time: such stock really is extra. A statement "N days left" at s sets
 * runOut = s + N days and drops all purchases that arrived up to s; the next purchase adds to it with k = 1.
 *
 * Where no label says how long a unit lasts and supply is learned from gaps between orders, these gaps contain the leftover
 * in the same way: k = 0, but for campaigns and statements.
 *
 * Purchases that arrive within 24 hours are one (baskets get split). Gifts are units like others; units given back are not
 * units; an order given back whole is no purchase. 10 = 1.57 (variance of a median against a mean) ÷ 0.4², where 0.4 is
 * how far, relatively, a product's label is expected to be off for one person.
 */
import { DAY_MS } from "../time/index.js";
import { type Weighted, weightedMedian } from "./weighted-median.js";

export interface Purchase {
  readonly orderId: string;
  /** Arrival (delivered, else paid), epoch ms. */
  readonly at: number;
  /** Net units, gifts included. */
  readonly quantity: number;
  readonly campaign?: boolean;
}

/** "N days left", as told at `at`. */
export interface StockStatement {
  readonly at: number;
  readonly runOutAt: number;
}

export interface RunOut {
  readonly runOutAt: number;
  /** Days that one unit is expected to last. */
  readonly unitDays: number | undefined;
  /** Share of the own habit in it, 0..1. */
  readonly habitWeight: number;
  /** Own intervals that are known. */
  readonly intervals: number;
}

const MIN_INTERVALS = 3;
const MAX_INTERVALS = 12;
const CAMPAIGN_WEIGHT = 0.25;
const SPREAD_FACTOR = 10;
const MAD_TO_DEVIATION = 1.4826;
const CLEARLY_EARLY = 0.5;
/** A run-out lies at most so far after the last arrival; beyond it the data are wrong, not the customer well stocked. */
const MAX_STOCK_MS = 3_650 * DAY_MS;

/**
 * Predicted run-out (epoch ms) of one sku. `supplyDays`: days that a unit lasts for this person, undefined when the
 * product does not say: then only a habit or a statement predicts. `isLearned`: they come from other people's gaps between
 * orders, not from a label. Undefined when nothing predicts.
 */
export function predictRunOut(
  purchases: readonly Purchase[],
  supplyDays: number | undefined,
  stated?: StockStatement,
  isLearned = false,
): RunOut | undefined {
  const arrivals = mergeArrivals(purchases);
  const habit = learnHabit(arrivals);
  const weight = supplyDays === undefined && habit.intervals >= MIN_INTERVALS ? 1 : habit.weight;
  const unitDays = blend(supplyDays, habit.unitDays, weight);
  const isLabelled = supplyDays !== undefined && !isLearned;
  const known = { unitDays, habitWeight: weight, intervals: habit.intervals };
  let runOutAt = stated?.runOutAt;
  let previousAt = stated?.at;
  let expectedMs = 0;
  let isStatement = stated !== undefined;
  for (const arrival of arrivals) {
    if (stated !== undefined && arrival.at <= stated.at) continue;
    if (unitDays === undefined) break;
    const leftover = Math.max(0, (runOutAt ?? arrival.at) - arrival.at);
    const isEarly = previousAt !== undefined && arrival.at - previousAt < CLEARLY_EARLY * expectedMs;
    const habitual = isLabelled ? 1 - weight : 0;
    const carried = isStatement || arrival.campaign || (isLabelled && isEarly) ? 1 : habitual;
    expectedMs = arrival.quantity * unitDays * DAY_MS;
    runOutAt = Math.min(arrival.at + carried * leftover + expectedMs, arrival.at + MAX_STOCK_MS);
    previousAt = arrival.at;
    isStatement = false;
  }
  return runOutAt === undefined ? undefined : { runOutAt: Math.round(runOutAt), ...known };
}

function blend(supplyDays: number | undefined, habitDays: number | undefined, weight: number): number | undefined {
  if (habitDays === undefined || weight === 0) return supplyDays;
  return supplyDays === undefined ? habitDays : (1 - weight) * supplyDays + weight * habitDays;
}

interface Arrival {
  readonly at: number;
  readonly quantity: number;
  readonly campaign: boolean;
}

/** In time order, those within 24 hours of the first as one. */
function mergeArrivals(purchases: readonly Purchase[]): Arrival[] {
  const arrivals: Arrival[] = [];
  for (const { at, quantity, campaign = false } of inOrder(purchases)) {
    if (quantity <= 0) continue;
    const last = arrivals[arrivals.length - 1];
    if (last === undefined || at - last.at >= DAY_MS) arrivals.push({ at, quantity, campaign });
    else {
      arrivals[arrivals.length - 1] = {
        at: last.at,
        quantity: last.quantity + quantity,
        campaign: last.campaign || campaign,
      };
    }
  }
  return arrivals;
}

const byArrival = (a: Purchase, b: Purchase): number => a.at - b.at || (a.orderId < b.orderId ? -1 : 1);

/** Nearly always they are in order already. */
function inOrder(purchases: readonly Purchase[]): readonly Purchase[] {
  let last: Purchase | undefined;
  for (const purchase of purchases) {
    if (last !== undefined && byArrival(last, purchase) > 0) return [...purchases].sort(byArrival);
    last = purchase;
  }
  return purchases;
}

interface Habit {
  readonly unitDays: number | undefined;
  readonly weight: number;
  readonly intervals: number;
}

function learnHabit(arrivals: readonly Arrival[]): Habit {
  if (arrivals.length <= MIN_INTERVALS) {
    return { unitDays: undefined, weight: 0, intervals: Math.max(0, arrivals.length - 1) };
  }
  const rates: Weighted[] = [];
  for (let i = Math.max(1, arrivals.length - MAX_INTERVALS); i < arrivals.length; i++) {
    const from = arrivals[i - 1];
    const to = arrivals[i];
    if (from === undefined || to === undefined) continue;
    rates.push({ value: (to.at - from.at) / DAY_MS / from.quantity, weight: to.campaign ? CAMPAIGN_WEIGHT : 1 });
  }
  if (rates.length < MIN_INTERVALS) return { unitDays: undefined, weight: 0, intervals: rates.length };
  const unitDays = weightedMedian(rates);
  const deviation = weightedMedian(rates.map((rate) => ({ ...rate, value: Math.abs(rate.value - unitDays) })));
  const spread = (MAD_TO_DEVIATION * deviation) / unitDays;
  const sum = rates.reduce((total, rate) => total + rate.weight, 0);
  return { unitDays, weight: sum / (sum + 1 + SPREAD_FACTOR * spread * spread), intervals: rates.length };
}
