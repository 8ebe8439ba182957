import { DAY_MS } from "../time/index.js";
import { median } from "./order-intervals.js";
import { type Purchase, predictRunOut } from "./replenish.js";

/** One order of one sku, as the evaluation reads it. Without `quantity` every order is one unit. */
export interface EvaluatedOrder {
  readonly customerId: string;
  /** Epoch ms. */
  readonly at: number;
  readonly quantity?: number;
  readonly campaign?: boolean;
}

export interface EvaluationOptions {
  /** Days that one unit lasts. Without it they are learned: the median of all intervals that are not held back. */
  readonly supplyDays?: number;
  /** Only customers with at least so many own intervals before the held-back order. Default 0. */
  readonly minIntervals?: number;
}

/** Median |actual − predicted| in days of the held-back orders; undefined where no customer could be judged. */
export interface ReplenishmentErrors {
  /** Customers with a held-back order and at least one before it. */
  readonly customers: number;
  readonly supplyDays: number | undefined;
  /** `predictRunOut`. */
  readonly predicted: number | undefined;
  /** Last arrival + quantity × supply days, nothing learned of the customer. */
  readonly fixedDays: number | undefined;
  /** Last arrival + the customer's mean interval; fixed days where it has none. */
  readonly ownMean: number | undefined;
}

/**
 * Judges the prediction on orders it has not seen (DOMAIN §4): of every customer the last order is held back, the time
 * of its coming predicted from those before, by three methods on the same customers. Orders within 24 hours are one.
 */
export function evaluateReplenishment(
  orders: readonly EvaluatedOrder[],
  options: EvaluationOptions = {},
): ReplenishmentErrors {
  const histories = [...byCustomer(orders).values()].filter((history) => history.length >= 2);
  const supplyDays = options.supplyDays ?? median(histories.flatMap((history) => unitIntervals(history.slice(0, -1))));
  const isLearned = options.supplyDays === undefined;
  const errors = { predicted: [] as number[], fixedDays: [] as number[], ownMean: [] as number[] };
  let customers = 0;
  for (const history of histories) {
    const actual = history.at(-1);
    const known = history.slice(0, -1);
    const last = known.at(-1);
    if (actual === undefined || last === undefined || supplyDays === undefined) continue;
    if (known.length - 1 < (options.minIntervals ?? 0)) continue;
    customers += 1;
    const error = (predictedAt: number) => Math.abs(actual.at - predictedAt) / DAY_MS;
    const fixedAt = last.at + last.quantity * supplyDays * DAY_MS;
    const mean = meanInterval(known);
    errors.fixedDays.push(error(fixedAt));
    errors.ownMean.push(error(mean === undefined ? fixedAt : last.at + mean));
    errors.predicted.push(error(predictRunOut(known, supplyDays, undefined, isLearned)?.runOutAt ?? fixedAt));
  }
  return {
    customers,
    supplyDays,
    predicted: median(errors.predicted),
    fixedDays: median(errors.fixedDays),
    ownMean: median(errors.ownMean),
  };
}

function byCustomer(orders: readonly EvaluatedOrder[]): Map<string, Purchase[]> {
  const histories = new Map<string, Purchase[]>();
  const inTime = [...orders].sort((a, b) => a.at - b.at);
  for (const [i, { customerId, at, quantity = 1, campaign = false }] of inTime.entries()) {
    const history = histories.get(customerId);
    const last = history?.at(-1);
    if (history === undefined) histories.set(customerId, [{ orderId: String(i), at, quantity, campaign }]);
    else if (last !== undefined && at - last.at < DAY_MS) {
      history[history.length - 1] = { ...last, quantity: last.quantity + quantity };
    } else history.push({ orderId: String(i), at, quantity, campaign });
  }
  return histories;
}

/** Days per unit between one order and the next. */
const unitIntervals = (history: readonly Purchase[]): number[] =>
  history.slice(1).map((to, i) => {
    const from = history[i];
    return from === undefined ? 0 : (to.at - from.at) / DAY_MS / from.quantity;
  });

function meanInterval(history: readonly Purchase[]): number | undefined {
  const first = history[0];
  const last = history.at(-1);
  if (first === undefined || last === undefined || history.length < 2) return undefined;
  return (last.at - first.at) / (history.length - 1);
}
