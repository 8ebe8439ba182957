import { FACTS } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { compileCondition } from "../rules/index.js";
import { DAY_MS, HOUR_MS } from "../time/index.js";
import { customerFacts } from "./customer-facts.js";
import { materializeFacts } from "./fact-view.js";
import { nowFacts } from "./now-facts.js";
import { applyAll, makeEvent, START, someone, ZONE } from "./profile.testkit.js";

/** A customer of whom every fact is known. */
function knownCustomer() {
  const customer = someone();
  const lines = [{ sku: "A", quantity: 2 }];
  applyAll(customer, [
    makeEvent("friend.added", 0, { advisorId: "a1", channel: "card", name: "王女士" }),
    makeEvent("message.received", 0.1, { advisorId: "a1" }),
    makeEvent("profile.changed", 0.2, {
      salutation: "王姐",
      stage: "s",
      attributes: { city: "杭州" },
      identities: { shop: "x" },
    }),
    makeEvent("tag.added", 0.3, { tag: "hot" }),
    makeEvent("order.paid", 1, { orderId: "o1", amount: 10_000, shop: "wecom", campaignId: "618", lines }),
    makeEvent("order.paid", 11, {
      orderId: "o2",
      amount: 20_000,
      discount: 100,
      shop: "wecom",
      campaignId: "618",
      lines,
    }),
  ]);
  customer.contacts = [
    { taskId: "t1", at: START + 10 * DAY_MS, purpose: "marketing", channel: "chat" },
    { taskId: "t2", at: START + 12 * DAY_MS, purpose: "reply", channel: "chat" },
  ];
  customer.flows = { f1: { entered: 1, lastEnteredAt: START, lastExitAt: START + DAY_MS, lastReason: "done" } };
  return customer;
}

const AT = START + 12 * DAY_MS + 10 * HOUR_MS;

describe("customer facts", () => {
  it("are what a lead expects to read", () => {
    expect(materializeFacts(customerFacts(knownCustomer(), AT, ZONE))).toMatchObject({
      id: "c1",
      advisors: ["a1"],
      bound: true,
      tier: "中",
      orders: {
        count: 2,
        spend: 30_000,
        averageSpend: 15_000,
        medianIntervalDays: 10,
        discountShare: 0.5,
        d30: { count: 2, spend: 30_000 },
        byShop: { wecom: { count: 2 } },
        bySku: { A: { quantity: 4, spend: 30_000 } },
        last: { id: "o2", amount: 20_000, quantity: 2, skus: ["A"], shop: "wecom", campaignId: "618" },
      },
      activity: { daysSince: 1, level: "d3" },
      replenish: { dueAt: START + 121 * DAY_MS, daysLeft: 109, items: { A: { daysLeft: 109 } } },
      contacts: { lastAt: START + 10 * DAY_MS, last7d: 1, byPurpose: { reply: { last7d: 1 }, service: { last7d: 0 } } },
      flows: { active: [], lastExit: { flowId: "f1", reason: "done" } },
      suppressed: ["bought_sku"],
    });
  });

  it("hold every path of the catalogue, and of its type", () => {
    const plain = {
      customer: materializeFacts(customerFacts(knownCustomer(), AT, ZONE)),
      now: materializeFacts(nowFacts(AT, ZONE)),
    };
    const names: Record<string, string> = {
      attributes: "city",
      identities: "shop",
      byShop: "wecom",
      bySku: "A",
      items: "A",
    };
    for (const info of FACTS) {
      if (info.fact !== "customer" && info.fact !== "now") continue;
      let value: unknown = plain[info.fact];
      let parent = "";
      for (const name of info.path.split(".")) {
        value = (value as Record<string, unknown> | undefined)?.[name === "*" ? (names[parent] ?? "") : name]; // walks plain JSON
        parent = name;
      }
      const optional = ["marketing", "service", "campaign", "reply"].some(
        (p) => info.path === `contacts.byPurpose.${p}.lastAt`,
      );
      if (!optional) expect(value, info.path).toBeDefined();
      if (value === undefined || info.kind === undefined) continue;
      const type = Array.isArray(value) ? "list" : info.path === "date" ? "date" : typeof value;
      expect(type, info.path).toBe(info.kind === "date" && info.path !== "date" ? "number" : info.kind);
      if (info.values !== undefined) expect(info.values).toEqual(expect.arrayContaining([value].flat()));
    }
  });

  it("have no orders while nobody knows whether the friend buys", () => {
    const customer = someone();
    expect(customerFacts(customer, AT, ZONE).orders).toBeUndefined();
    const few = { all: [{ fact: "customer", path: "$.orders.count", operator: "lessThan", value: 1 }] };
    const facts = {
      customer: customerFacts(customer, AT, ZONE),
      now: nowFacts(AT, ZONE),
      bucket: () => 0,
      at: AT,
      zone: ZONE,
    };
    expect(compileCondition(few)(facts)).toBe(false);
    customer.bound = true;
    expect(compileCondition(few)(facts)).toBe(true);
  });

  it("keep to themselves what is guaranteed only: a new customer has every guaranteed fact", () => {
    const view = materializeFacts(customerFacts(someone(), AT, ZONE));
    for (const info of FACTS.filter(({ fact, guaranteed }) => fact === "customer" && guaranteed)) {
      const value = info.path
        .split(".")
        .reduce<unknown>((v, name) => (v as Record<string, unknown> | undefined)?.[name], view); // plain JSON
      expect(value, info.path).toBeDefined();
    }
  });

  it("give up a sku that ran out before something else was bought", () => {
    const customer = someone();
    const buy = (id: string, day: number, sku: string) =>
      makeEvent("order.paid", day, { orderId: id, amount: 1, lines: [{ sku, quantity: 1 }] });
    applyAll(customer, [buy("o1", 0, "B"), buy("o2", 10, "A")]);
    expect(customerFacts(customer, AT, ZONE).replenish.dueAt).toBe(START + 20 * DAY_MS);
    applyAll(customer, [buy("o3", 25, "A")]);
    expect(customerFacts(customer, AT, ZONE).replenish.dueAt).toBe(START + 70 * DAY_MS);
  });

  it("tell the time of the zone", () => {
    const now = materializeFacts(nowFacts(AT, ZONE));
    expect(now).toEqual({ at: AT, date: "2026-06-13", time: "10:00", weekday: 6, month: 6, day: 13 });
  });
});

describe("imported customers", () => {
  it("come with orders, refunds, friendship and tags", () => {
    const customer = someone();
    const [result] = applyAll(customer, [
      makeEvent("customer.imported", 20, {
        name: "王女士",
        advisorId: "a1",
        friendSince: "2026-06-02T00:00:00+08:00",
        lastActivityAt: START + 3 * DAY_MS,
        tags: ["hot"],
        orders: [
          { orderId: "o1", at: "2026-06-03T00:00:00+08:00", amount: 9_900, lines: [{ sku: "A", quantity: 1 }] },
          { orderId: "o2", amount: 1 },
        ],
        refunds: [{ orderId: "o1", at: START + 4 * DAY_MS, amount: 900 }],
      }),
    ]);
    expect(customer).toMatchObject({
      bound: true,
      friendSince: START + DAY_MS,
      activityAt: START + 3 * DAY_MS,
      orders: { count: 1, spend: 9_000 },
      tags: ["hot"],
    });
    expect(customer.replenish.A?.runOutAt).toBe(START + 32 * DAY_MS);
    expect(result?.problems).toMatchObject([{ code: "profile.order_incomplete" }]);
  });
});
