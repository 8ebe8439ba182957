import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "../time/index.js";
import { cloneCustomer } from "./clone-customer.js";
import { mergeCustomers } from "./merge.js";
import { newCustomer } from "./new-customer.js";
import { applyAll, CONTEXT, makeEvent, orderEvents, START, someone } from "./profile.testkit.js";

describe("merging two customers", () => {
  it("unites what adds up and lets the surviving one win where both say something", () => {
    const into = someone();
    const from = newCustomer("c2", 0, START - DAY_MS);
    applyAll(into, [
      makeEvent("friend.added", 1, { advisorId: "a1", name: "王" }),
      makeEvent("tag.added", 1, { tag: "low" }),
      makeEvent("profile.changed", 1, { attributes: { city: "杭州" } }),
    ]);
    applyAll(from, [
      makeEvent("friend.added", 0, { advisorId: "a2", name: "李" }),
      makeEvent("tag.added", 1, { tag: "high" }),
      makeEvent("tag.added", 1, { tag: "hot" }),
      makeEvent("profile.changed", 1, { attributes: { city: "上海", children: 2 }, identities: { member: "m" } }),
      makeEvent("order.paid", 2, { orderId: "o1", amount: 10_000, lines: [{ sku: "A", quantity: 1 }] }),
      makeEvent("task.completed", 3, { intent: "do_not_disturb", daysLeft: 5 }),
      makeEvent("referral.made", 3),
    ]);
    from.flows = { f: { entered: 1, lastEnteredAt: START, lastExitAt: START + DAY_MS, lastReason: "purchased" } };
    const { raised } = mergeCustomers(into, from, START + 5 * DAY_MS, CONTEXT);
    expect(into).toMatchObject({
      name: "王",
      advisorId: "a1",
      createdAt: START - DAY_MS,
      friendSince: START,
      bound: true,
      referrals: 1,
      attributes: { city: "杭州", children: 2 },
      identities: { member: "m" },
      orders: { count: 1, spend: 10_000 },
      flows: { f: { lastReason: "purchased" } },
    });
    expect(into.tags).toEqual(["low", "hot"]);
    expect(into.tagUntil.hot).toBe(from.tagUntil.hot);
    expect(into.replenish.A?.runOutAt).toBe(START + 8 * DAY_MS);
    expect(into.suppressions.map(({ kind }) => kind).sort()).toEqual(["bought_sku", "do_not_disturb"]);
    expect(raised).toContainEqual({ type: "tag.added", props: { tag: "hot", by: "merge", reason: "set" } });
  });

  it("changes nothing the second time, and nothing of the one that is merged", () => {
    fc.assert(
      fc.property(orderEvents(4), orderEvents(4), (a, b) => {
        const into = someone();
        const from = newCustomer("c2", 0, START);
        applyAll(into, a);
        applyAll(from, b);
        const before = structuredClone(from);
        mergeCustomers(into, from, into.clock, CONTEXT);
        const once = structuredClone(into);
        mergeCustomers(into, from, into.clock, CONTEXT);
        expect(into).toEqual(once);
        expect(from).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it("counts an order that both know once", () => {
    const paid = makeEvent("order.paid", 2, { orderId: "o1", amount: 10_000 });
    const [into, from] = [someone(), newCustomer("c2", 0, START)];
    applyAll(into, [paid]);
    applyAll(from, [paid, makeEvent("order.refunded", 3, { orderId: "o1", amount: 1_000 })]);
    mergeCustomers(into, from, START + 3 * DAY_MS, CONTEXT);
    expect(into.orders).toMatchObject({ count: 1, spend: 9_000 });
  });
});

describe("a clone", () => {
  it("(property) is equal, and what happens to it leaves the original as it was", () => {
    const extras = [
      makeEvent("friend.added", 1, { advisorId: "a1" }),
      makeEvent("tag.added", 1, { tag: "hot" }),
      makeEvent("task.completed", 2, { intent: "not_needed", daysLeft: 3, sku: "A" }),
      makeEvent("complaint.opened", 2, {}),
      makeEvent("profile.changed", 3, {
        attributes: { city: "x" },
        identities: { shop: "s" },
        priceSensitivity: "low",
      }),
    ];
    fc.assert(
      fc.property(orderEvents(4), orderEvents(4), (a, b) => {
        const original = someone();
        applyAll(original, [...a, ...extras]);
        const before = structuredClone(original);
        const clone = cloneCustomer(original);
        expect(clone).toEqual(before);
        applyAll(clone, [...b, ...extras, makeEvent("friend.removed", 5, { advisorId: "a1" })]);
        const other = newCustomer("c2", 0, START);
        applyAll(other, a);
        mergeCustomers(clone, other, clone.clock, CONTEXT);
        expect(original).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it("has its own enrollments, timers and lists", () => {
    const original = someone();
    original.timers.push({ at: 1, kind: "wait", e: "e", n: "n", visit: 1 });
    original.audience.k = { in: true, version: 1 };
    original.contacts.push({ taskId: "t", at: 1, purpose: "marketing", channel: "chat" });
    const clone = cloneCustomer(original);
    for (const timer of clone.timers) timer.at = 2;
    for (const entry of clone.contacts) entry.free = true;
    if (clone.audience.k !== undefined) clone.audience.k.in = false;
    clone.recent.push("x");
    expect(original.timers[0]?.at).toBe(1);
    expect(original.contacts[0]?.free).toBeUndefined();
    expect(original.audience.k?.in).toBe(true);
    expect(original.recent).toEqual([]);
  });
});
