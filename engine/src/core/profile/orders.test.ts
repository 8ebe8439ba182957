import { MAX_ORDERS } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "../time/index.js";
import { counts, netAmount } from "./net-order.js";
import { ordersInWindow } from "./order-windows.js";
import { applyAll, makeEvent, orderEvents, START, someone } from "./profile.testkit.js";

const paid = (orderId: string, day: number, amount: number, more = {}) =>
  makeEvent("order.paid", day, { orderId, amount, ...more });
const refunded = (orderId: string, day: number, amount: number, more = {}) =>
  makeEvent("order.refunded", day, { orderId, amount, ...more });

describe("orders of a profile", () => {
  it("counts one order id once, however often it is paid", () => {
    const customer = someone();
    applyAll(customer, [paid("o1", 1, 10_000), paid("o1", 2, 99_000), paid("o2", 3, 5_000)]);
    expect(customer.orders).toMatchObject({ count: 2, spend: 15_000 });
    expect(customer.bound).toBe(true);
  });

  it("takes a partial refund off the spend and drops an order that is given back whole", () => {
    const customer = someone();
    applyAll(customer, [
      paid("o1", 1, 10_000),
      refunded("o1", 2, 4_000),
      paid("o2", 3, 5_000),
      refunded("o2", 4, 5_000),
    ]);
    expect(customer.orders).toMatchObject({ count: 1, spend: 6_000, lastAt: START + DAY_MS });
  });

  it("drops an order of which every unit came back, though the shop kept the postage", () => {
    const customer = someone();
    const lines = [{ sku: "A", quantity: 2 }];
    applyAll(customer, [paid("o1", 1, 10_000, { lines }), refunded("o1", 2, 9_000, { lines })]);
    expect(customer.orders.count).toBe(0);
    expect(customer.orders.bySku).toEqual({});
  });

  it("keeps a refund that comes before the payment, and takes one refund id once", () => {
    const customer = someone();
    const refund = refunded("o1", 2, 4_000, { refundId: "r1" });
    applyAll(customer, [refund, { ...refund, id: "again" }]);
    expect(customer.orders).toMatchObject({ count: 0, spend: 0 });
    expect(customer.bound).toBe(false);
    applyAll(customer, [paid("o1", 1, 10_000)]);
    expect(customer.orders).toMatchObject({ count: 1, spend: 6_000, firstAt: START + DAY_MS });
  });

  it("makes no order of a placed one", () => {
    const customer = someone();
    applyAll(customer, [makeEvent("order.placed", 1, { orderId: "o1", amount: 10_000 })]);
    expect(customer.orders.count).toBe(0);
    expect(customer.bound).toBe(false);
    expect(customer.activityAt).toBe(START + DAY_MS);
  });

  it("shares an amount out over lines that name none, to the fen, and gives gifts no money", () => {
    const customer = someone();
    const lines = [
      { sku: "A", quantity: 1 },
      { sku: "B", quantity: 2 },
      { sku: "N", quantity: 1, gift: true },
    ];
    applyAll(customer, [paid("o1", 1, 10_000, { lines })]);
    const { bySku } = customer.orders;
    expect(bySku.A?.spend).toBe(3_333);
    expect(bySku.B?.spend).toBe(6_667);
    expect(bySku.N).toBeUndefined();
  });

  it("keeps the totals and the windows of orders that it no longer remembers one by one", () => {
    const customer = someone();
    const orders = MAX_ORDERS + 30;
    applyAll(
      customer,
      Array.from({ length: orders }, (_, i) =>
        paid(`o${i}`, i, 100, { shop: "s", lines: [{ sku: "A", quantity: 1 }] }),
      ),
    );
    const { orders: stats } = customer;
    expect(stats.recent.length).toBe(MAX_ORDERS);
    expect(stats).toMatchObject({ count: orders, spend: orders * 100, firstAt: START });
    expect(stats.bySku.A).toMatchObject({ count: orders, firstAt: START });
    expect(stats.byShop.s?.count).toBe(orders);
    const at = START + (orders - 1) * DAY_MS;
    expect(ordersInWindow(stats, 365, at).count).toBe(orders);
    expect(ordersInWindow(stats, 30, at).count).toBe(30);
    applyAll(customer, [refunded("o0", orders, 100)]);
    expect(customer.orders.spend).toBe(orders * 100 - 100);
  });

  it("ignores names that would reach an object's prototype", () => {
    const customer = someone();
    const lines = [
      { sku: "__proto__", quantity: 1 },
      { sku: "toString", quantity: 1, amount: 5 },
    ];
    applyAll(customer, [paid("o1", 1, 10, { shop: "__proto__", lines })]);
    expect(Object.keys(customer.orders.bySku)).toEqual(["toString"]);
    expect(customer.orders.bySku.toString).toMatchObject({ count: 1 });
  });

  it("(property) has the same figures whatever the order in which events come", () => {
    const stories = orderEvents(6).chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    );
    fc.assert(
      fc.property(stories, ([events, shuffled]) => {
        const [a, b] = [someone(), someone()];
        applyAll(a, events);
        applyAll(b, shuffled);
        expect(b.orders).toEqual(a.orders);
        expect(b.replenish).toEqual(a.replenish);
        expect(b.suppressions).toEqual(a.suppressions);
        expect([b.bound, b.priceSensitivity, b.activityAt]).toEqual([a.bound, a.priceSensitivity, a.activityAt]);
      }),
      { numRuns: 300 },
    );
  });

  it("(property) has in a window what was paid in its days, whether that is all or a part", () => {
    fc.assert(
      fc.property(
        orderEvents(8),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 120 }),
        (events, days, day) => {
          const customer = someone();
          applyAll(customer, events);
          const { orders } = customer;
          const at = START + day * DAY_MS;
          const inside = orders.recent.filter((order) => counts(order) && order.at > at - days * DAY_MS);
          const spend = inside.reduce((sum, order) => sum + netAmount(order), 0);
          expect(ordersInWindow(orders, days, at)).toEqual({ count: inside.length, spend });
        },
      ),
      { numRuns: 200 },
    );
  });

  it("(property) is the sum of what each order has left, and nothing is ever negative", () => {
    fc.assert(
      fc.property(orderEvents(8), (events) => {
        const customer = someone();
        applyAll(customer, events);
        const { orders } = customer;
        const left = new Map<string, number>();
        for (const { type, props } of events) {
          const id = String(props.orderId);
          if (type === "order.paid" && !left.has(id)) left.set(id, Number(props.amount));
        }
        for (const { type, props } of events) {
          const id = String(props.orderId);
          if (type === "order.refunded") left.set(id, Math.max(0, (left.get(id) ?? 0) - Number(props.amount)));
        }
        const counted = orders.recent.filter(counts);
        expect(orders.count).toBe(counted.length);
        expect(orders.spend).toBe(counted.reduce((sum, order) => sum + (left.get(order.id) ?? Number.NaN), 0));
        expect(orders.spend).toBe(counted.reduce((sum, order) => sum + netAmount(order), 0));
        const shops = Object.values(orders.byShop);
        expect(shops.reduce((sum, shop) => sum + shop.spend, 0)).toBe(orders.spend);
        for (const sku of Object.values(orders.bySku)) {
          expect(sku.count).toBeGreaterThan(0);
          expect(sku.quantity).toBeGreaterThan(0);
          expect(sku.spend).toBeGreaterThanOrEqual(0);
          expect(sku.lastAt).toBeGreaterThanOrEqual(sku.firstAt);
        }
        expect(orders.discounted).toBeLessThanOrEqual(orders.count);
      }),
      { numRuns: 300 },
    );
  });
});
