import { brandSettingsSchema, type Customer, type JsonObject, productSchema, taxonomySchema } from "@sopflow/schemas";
import fc from "fast-check";
import { DAY_MS } from "../time/index.js";
import { applyEventToProfile } from "./apply-event.js";
import { newCustomer } from "./new-customer.js";
import type { ProfileContext, ProfileEvent, ProfileResult } from "./profile-result.js";

/** For tests only: a brand, a customer, and events. Monday 2026-06-01 00:00 in Shanghai. */
export const ZONE = "Asia/Shanghai";
export const START = Date.parse("2026-06-01T00:00:00+08:00");

export const CONTEXT: ProfileContext = {
  settings: brandSettingsSchema.parse({
    attributes: {
      birthday: { type: "date", label: "生日" },
      city: { type: "text", label: "城市" },
      children: { type: "number", label: "孩子" },
    },
    thresholds: { coreSpend365: 10_000_000, topAverageSpend: 50_000 },
  }),
  products: new Map(
    [
      { sku: "A", name: "A", daysOfSupply: 30 },
      { sku: "B", name: "B", daysOfSupply: 20 },
      { sku: "N", name: "No supply" },
    ].map((product) => [product.sku, productSchema.parse(product)]),
  ),
  taxonomy: taxonomySchema.parse({
    groups: [
      { id: "band", name: "价格带", tags: ["low", "mid", "high"], exclusive: true },
      { id: "intent", name: "意向", tags: ["hot"], expireDays: 30 },
    ],
  }),
};

let count = 0;
/** An event `day` days after START (fractions allowed). */
export function makeEvent(type: string, day: number, props: JsonObject = {}): ProfileEvent {
  count += 1;
  return { id: `e${count}`, type, at: START + Math.round(day * DAY_MS), props };
}

export const someone = (): Customer => newCustomer("c1", 0, START);

/** Applies events at a logical time that never goes back, as step does. */
export function applyAll(customer: Customer, events: readonly ProfileEvent[], context = CONTEXT): ProfileResult[] {
  return events.map((event) => {
    customer.clock = Math.max(customer.clock, event.at);
    return applyEventToProfile(customer, event, customer.clock, context);
  });
}

/** Order stories: payments, deliveries, partial and whole refunds of a few orders and skus, in the sequence of an id. */
export const orderEvents = (orders: number): fc.Arbitrary<ProfileEvent[]> => {
  const sku = fc.constantFrom("A", "B", "N");
  const line = fc.record(
    { sku, quantity: fc.integer({ min: 1, max: 4 }), amount: fc.integer({ min: 0, max: 90_000 }), gift: fc.boolean() },
    { requiredKeys: ["sku", "quantity"] },
  );
  const story = fc.record({
    day: fc.integer({ min: 0, max: 400 }),
    amount: fc.integer({ min: 0, max: 200_000 }),
    discount: fc.constantFrom(0, 500),
    shop: fc.constantFrom("tmall", "wecom"),
    campaign: fc.boolean(),
    lines: fc.array(line, { maxLength: 3 }),
    delivered: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    refunds: fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 20 }),
        amount: fc.integer({ min: 0, max: 150_000 }),
        lines: fc.array(fc.record({ sku, quantity: fc.integer({ min: 1, max: 3 }) }), { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
    twice: fc.boolean(),
  });
  return fc.array(story, { maxLength: orders }).map((stories) =>
    stories.flatMap((s, i) => {
      const orderId = `o${i}`;
      const paid = {
        orderId,
        amount: s.amount,
        discount: s.discount,
        shop: s.shop,
        ...(s.campaign ? { campaignId: "618" } : {}),
        lines: s.lines,
      };
      return [
        makeEvent("order.paid", s.day, paid),
        ...(s.twice ? [makeEvent("order.paid", s.day + 0.5, { ...paid, amount: s.amount + 1 })] : []),
        ...(s.delivered === undefined ? [] : [makeEvent("order.delivered", s.day + s.delivered, { orderId })]),
        ...s.refunds.map((refund, r) =>
          makeEvent("order.refunded", s.day + refund.after, {
            orderId,
            refundId: `r${r}`,
            amount: refund.amount,
            lines: refund.lines,
          }),
        ),
      ];
    }),
  );
};
