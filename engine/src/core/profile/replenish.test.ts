import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "../time/index.js";
import { applyAll, CONTEXT, makeEvent, START, someone } from "./profile.testkit.js";
import { ProfileChanges } from "./profile-result.js";
import { type Purchase, predictRunOut } from "./replenish.js";
import { stateDaysLeft } from "./replenish-items.js";

const buy = (day: number, quantity = 1, campaign = false): Purchase => ({
  orderId: `o${day}`,
  at: day * DAY_MS,
  quantity,
  campaign,
});
const runOutDay = (purchases: readonly Purchase[], supplyDays?: number, stated?: { at: number; runOutAt: number }) =>
  (predictRunOut(purchases, supplyDays, stated)?.runOutAt ?? Number.NaN) / DAY_MS;
const everyDays = (interval: number, times: number) => Array.from({ length: times }, (_, i) => buy(i * interval));

describe("predicted run-out", () => {
  it("is arrival and quantity times supply for the first purchase", () => {
    expect(runOutDay([buy(10, 2)], 30)).toBe(70);
    expect(predictRunOut([], 30)).toBeUndefined();
  });

  it("counts leftover stock, and not the time in which there was none", () => {
    expect(runOutDay([buy(0), buy(20)], 30)).toBe(60);
    expect(runOutDay([buy(0), buy(50)], 30)).toBe(80);
  });

  it("takes packs that arrive within a day for one purchase", () => {
    expect(runOutDay([buy(0), { ...buy(0.5), orderId: "o2" }], 30)).toBe(60);
  });

  it("learns the habit of people who use more or less than the label says", () => {
    for (const [interval, supply] of [
      [15, 30],
      [45, 30],
    ] as const) {
      const history = everyDays(interval, 8);
      const error = Math.abs(runOutDay(history, supply) - 8 * interval);
      expect(error).toBeLessThan(5);
      expect(error).toBeLessThan(Math.abs(runOutDay(history.slice(0, 4), supply) - 4 * interval));
    }
  });

  it("learns nothing below three intervals", () => {
    expect(predictRunOut(everyDays(15, 3), 30)?.habitWeight).toBe(0);
    expect(predictRunOut(everyDays(15, 4), 30)?.habitWeight).toBe(0.75);
  });

  it("trusts an uneven habit less than an even one", () => {
    const uneven = [0, 10, 55, 70, 130, 150].map((day) => buy(day));
    const weight = predictRunOut(uneven, 30)?.habitWeight ?? 1;
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThan(predictRunOut(everyDays(30, 6), 30)?.habitWeight ?? 0);
  });

  it("is hardly moved by one odd gap", () => {
    const even = everyDays(30, 6);
    const odd = [...even.slice(0, 3), ...even.slice(3).map((p) => ({ ...p, at: p.at + 200 * DAY_MS }))];
    expect(Math.abs(runOutDay(odd, 30) - 200 - runOutDay(even, 30))).toBeLessThan(1);
  });

  it("keeps the stock of a campaign purchase on top, and its rhythm out of the habit", () => {
    const history = [...everyDays(30, 6), buy(155, 3, true)]; // 5 days after the last one
    expect(runOutDay(history, 30)).toBeCloseTo(180 + 90, 0);
  });

  it("believes what the customer says until the next purchase", () => {
    const stated = { at: 10 * DAY_MS, runOutAt: 15 * DAY_MS };
    expect(runOutDay([buy(0)], 30, stated)).toBe(15);
    expect(runOutDay([buy(0), buy(12)], 30, stated)).toBe(45);
    expect(runOutDay([], 30, stated)).toBe(15);
  });

  it("(property) never lies before the last arrival, and does not depend on the order of purchases", () => {
    const purchase = fc
      .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 5 }), fc.boolean())
      .map(([day, quantity, campaign]) => buy(day, quantity, campaign));
    const histories = fc
      .uniqueArray(purchase, { minLength: 1, maxLength: 15, selector: (p) => p.orderId })
      .chain((history) => fc.tuple(fc.constant(history), fc.shuffledSubarray(history, { minLength: history.length })));
    fc.assert(
      fc.property(histories, fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }), ([a, b], supply) => {
        const predicted = predictRunOut(a, supply);
        expect(predictRunOut(b, supply)).toEqual(predicted);
        if (predicted === undefined) return;
        expect(predicted.runOutAt).toBeGreaterThan(Math.max(...a.map((p) => p.at)));
        expect(predicted.habitWeight).toBeGreaterThanOrEqual(0);
        expect(predicted.habitWeight).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("(property) without a habit is exactly max(previous, arrival) + quantity × supply", () => {
    const history = fc
      .uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 3 })
      .map((days) => days.sort((a, b) => a - b).map((day) => buy(day, 1 + (day % 3))));
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 60 }), (purchases, supply) => {
        const model = purchases.reduce((runOut, p) => Math.max(runOut, p.at / DAY_MS) + p.quantity * supply, 0);
        expect(runOutDay(purchases, supply)).toBeCloseTo(model, 6);
      }),
    );
  });
});

describe("replenishment of a profile", () => {
  const paid = (day: number, orderId: string, quantity: number, more = {}) =>
    makeEvent("order.paid", day, { orderId, amount: 100, lines: [{ sku: "A", quantity, ...more }] });
  const dueDay = (customer: ReturnType<typeof someone>) => ((customer.replenish.A?.runOutAt ?? 0) - START) / DAY_MS;

  it("starts at delivery, counts gifts, and takes back what is refunded", () => {
    const customer = someone();
    applyAll(customer, [paid(0, "o1", 1), makeEvent("order.delivered", 3, { orderId: "o1" })]);
    expect(dueDay(customer)).toBe(33);
    applyAll(customer, [paid(4, "o2", 1, { gift: true })]);
    expect(dueDay(customer)).toBe(63);
    applyAll(customer, [
      makeEvent("order.refunded", 6, { orderId: "o1", amount: 100, lines: [{ sku: "A", quantity: 1 }] }),
    ]);
    expect(dueDay(customer)).toBe(34);
  });

  it("follows the personal dose, one sku's before the general one", () => {
    const customer = someone();
    applyAll(customer, [paid(0, "o1", 1), makeEvent("profile.changed", 1, { attributes: { dailyDose: 2 } })]);
    expect(dueDay(customer)).toBe(15);
    applyAll(customer, [makeEvent("profile.changed", 2, { attributes: { dailyDose_A: 3 } })]);
    expect(dueDay(customer)).toBe(10);
    applyAll(customer, [makeEvent("profile.changed", 2, { attributes: { dailyDose_A: 0, dailyDose: null } })]);
    expect(dueDay(customer)).toBe(30);
  });

  it("takes days left from a task's result, the newest word winning", () => {
    const customer = someone();
    applyAll(customer, [paid(0, "o1", 1), makeEvent("task.completed", 5, { fields: { daysLeft: 40 } })]);
    expect(dueDay(customer)).toBe(45);
    const changes = new ProfileChanges(true);
    stateDaysLeft(customer, { sku: "A", days: 1, statedAt: START + DAY_MS }, CONTEXT, changes);
    expect(dueDay(customer)).toBe(45);
    stateDaysLeft(customer, { days: -1, statedAt: START }, CONTEXT, changes);
    expect(changes.problems).toHaveLength(1);
  });

  it("predicts nothing for a product without days of supply", () => {
    const customer = someone();
    applyAll(customer, [makeEvent("order.paid", 0, { orderId: "o1", amount: 1, lines: [{ sku: "N", quantity: 1 }] })]);
    expect(customer.replenish).toEqual({});
  });
});
