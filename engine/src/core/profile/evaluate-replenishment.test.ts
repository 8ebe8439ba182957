import { describe, expect, it } from "vitest";
import { DAY_MS } from "../time/index.js";
import { type EvaluatedOrder, evaluateReplenishment } from "./evaluate-replenishment.js";

/** A small generator with a seed: the same figures on every machine. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** People who consume at their own pace and buy when they run out, more or less; some stock up, some forget. */
function consumers(count: number, random: () => number): EvaluatedOrder[] {
  const orders: EvaluatedOrder[] = [];
  for (let c = 0; c < count; c++) {
    const pace = 30 * (0.6 + 0.8 * random());
    let day = 100 * random();
    let runOut = day;
    const purchases = 2 + Math.floor(random() * 8);
    for (let i = 0; i < purchases; i++) {
      const campaign = i > 0 && i < purchases - 1 && random() < 0.15;
      const quantity = campaign ? 3 : random() < 0.3 ? 2 : 1;
      orders.push({ customerId: `c${c}`, at: day * DAY_MS, quantity, campaign });
      runOut = Math.max(runOut, day) + quantity * pace;
      const nextIsEarly = campaign ? 0 : (random() - 0.5) * 8;
      const forgets = random() < 0.08 ? 60 : 0;
      day = Math.max(day + 2, runOut + nextIsEarly + forgets);
    }
  }
  return orders;
}

describe("evaluation of the replenishment prediction", () => {
  it("beats fixed days and the own mean interval for people who consume at their own pace", () => {
    const orders = consumers(3_000, randomOf(7));
    const all = evaluateReplenishment(orders, { supplyDays: 30 });
    expect(all.customers).toBeGreaterThan(2_500);
    expect(all.predicted ?? Number.NaN).toBeLessThan(all.fixedDays ?? 0);
    expect(all.predicted ?? Number.NaN).toBeLessThan(all.ownMean ?? 0);
    const known = evaluateReplenishment(orders, { supplyDays: 30, minIntervals: 3 });
    expect(known.predicted ?? Number.NaN).toBeLessThan(0.6 * (known.fixedDays ?? 0));
    expect(known.predicted ?? Number.NaN).toBeLessThan(0.6 * (known.ownMean ?? 0));
  });

  it("learns the days of supply where the product does not say them", () => {
    const learned = evaluateReplenishment(consumers(2_000, randomOf(3)), { minIntervals: 3 });
    expect(learned.supplyDays).toBeGreaterThan(24);
    expect(learned.supplyDays).toBeLessThan(36);
    expect(learned.predicted ?? Number.NaN).toBeLessThan(learned.fixedDays ?? 0);
    expect(learned.predicted ?? Number.NaN).toBeLessThan(learned.ownMean ?? 0);
  });

  it("says nothing without a held-back order", () => {
    expect(evaluateReplenishment([{ customerId: "c", at: 0 }])).toMatchObject({ customers: 0 });
  });
});
