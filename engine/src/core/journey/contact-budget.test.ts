import { brandSettingsSchema, type Customer } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { newCustomer } from "../profile/index.js";
import { budgetRefusal, type PlannedContact, recordCallResult, recordContact } from "./contact-budget.js";
import { cst } from "./journey.testkit.js";

const ZONE = "Asia/Shanghai";
const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;
const { contactPolicy: POLICY } = brandSettingsSchema.parse({});

const chat = (purpose: PlannedContact["purpose"], more: Partial<PlannedContact> = {}): PlannedContact => ({
  purpose,
  channel: "chat",
  ...more,
});

/** Tries a contact every `every` ms for `days` days, making each that the policy allows; the days on which it was made. */
function madeOn(planned: (n: number) => PlannedContact, days: number, every: number, who: Partial<Customer> = {}) {
  const customer: Customer = { ...newCustomer("c1", 0, T0), ...who };
  const made: number[] = [];
  const reasons = new Set<string>();
  for (let at = T0, n = 0; at < T0 + days * D; at += every, n++) {
    const contact = planned(n);
    const refusal = budgetRefusal(customer, contact, POLICY, at, ZONE);
    if (refusal) {
      reasons.add(refusal.reason);
      continue;
    }
    recordContact(customer, `t${n}`, contact, at, ZONE, undefined);
    made.push((at - T0) / D);
  }
  return { made, reasons: [...reasons], customer };
}

describe("DOMAIN §5, the contact policy of a brand that has set nothing", () => {
  it("marketing in chat: 48 h apart, two in 7 days, five in 30", () => {
    const { made } = madeOn(() => chat("marketing"), 60, H);
    expect(made.slice(0, 6)).toEqual([0, 2, 7, 9, 14, 30]);
    for (const day of made) {
      expect(made.filter((other) => other > day - 7 && other <= day).length).toBeLessThanOrEqual(2);
      expect(made.filter((other) => other > day - 30 && other <= day).length).toBeLessThanOrEqual(5);
    }
  });

  it("marketing for a core customer who is not sensitive to prices: one in 14 days", () => {
    const core = { tier: "核心", priceSensitivity: "low" } as const;
    expect(madeOn(() => chat("marketing"), 43, H, core).made).toEqual([0, 14, 28, 42]);
    expect(madeOn(() => chat("marketing"), 3, H, { tier: "核心", priceSensitivity: "high" }).made).toEqual([0, 2]);
  });

  it("group sends: one in 7 days, four in 30, and apart from marketing in chat", () => {
    const send = chat("marketing", { channel: "group_send" });
    const { made, customer } = madeOn(() => send, 38, H);
    expect(made).toEqual([0, 7, 14, 21, 30, 37]);
    expect(budgetRefusal(customer, chat("marketing"), POLICY, T0 + 38 * D, ZONE)).toBeUndefined();
  });

  it("calls: one in 30 days that was taken, two attempts where none was", () => {
    const call = chat("service", { channel: "phone" });
    const customer = newCustomer("c1", 0, T0);
    const at = (day: number) => T0 + day * D;
    recordContact(customer, "t1", call, at(0), ZONE, undefined);
    const reasonOn = (day: number) => budgetRefusal(customer, call, POLICY, at(day), ZONE)?.reason;
    expect([reasonOn(5), reasonOn(29), reasonOn(30)]).toEqual(["budget.phone", "budget.phone", undefined]);
    recordCallResult(customer, "t1", "call_unanswered");
    expect(reasonOn(5)).toBeUndefined();
    recordContact(customer, "t2", call, at(5), ZONE, undefined);
    recordCallResult(customer, "t2", "call_refused");
    expect([reasonOn(9), reasonOn(30)]).toEqual(["budget.phone_attempts", undefined]);
  });

  it("service that nobody asked for: one in 3 days; replies are never counted nor held back", () => {
    expect(madeOn(() => chat("service"), 10, H).made).toEqual([0, 3, 6, 9]);
    const { made } = madeOn((n) => chat(n % 2 === 0 ? "reply" : "service"), 4, 12 * H);
    expect(made).toEqual([0, 0.5, 1, 2, 3, 3.5]);
  });

  it("campaigns have an allowance of their own: one push a day, three in all", () => {
    const push = chat("campaign", { campaign: "double-eleven", counting: "perSlot" });
    const { made, reasons, customer } = madeOn(() => push, 10, 6 * H);
    expect(made).toEqual([0, 0.75, 1.75]);
    expect(reasons).toEqual(["budget.campaign_day", "budget.campaign_total"]);
    expect(budgetRefusal(customer, chat("marketing"), POLICY, T0 + 2 * D, ZONE)).toBeUndefined();
  });

  it("all pushes of a campaign's day count once, and further ones of that day go through", () => {
    const push = chat("campaign", { campaign: "double-eleven", counting: "perDay" });
    const { customer } = madeOn(() => push, 2, 6 * H);
    expect(customer.contacts.map(({ free }) => free === true)).toEqual([
      ...[false, true, true],
      ...[false, true, true, true],
      false,
    ]);
  });

  it("two campaigns in 30 days; a third waits", () => {
    const { made, reasons } = madeOn((n) => chat("campaign", { campaign: `c${n}`, counting: "perSlot" }), 31, D);
    expect(made).toEqual([0, 1, 30]);
    expect(reasons).toEqual(["budget.campaigns"]);
  });

  it("says when it lets the contact through, never too early and never later than need be", () => {
    const customer = newCustomer("c1", 0, T0);
    recordContact(customer, "t1", chat("marketing"), T0, ZONE, undefined);
    const refusal = budgetRefusal(customer, chat("marketing"), POLICY, T0 + H, ZONE);
    expect(refusal).toEqual({ reason: "budget.marketing", until: T0 + 2 * D });
    const at = (time: number) => budgetRefusal(customer, chat("marketing"), POLICY, time, ZONE);
    expect([at(T0 + 2 * D - 1)?.reason, at(T0 + 2 * D)]).toEqual(["budget.marketing", undefined]);
  });
});
