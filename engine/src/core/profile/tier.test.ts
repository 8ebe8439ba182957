import { describe, expect, it } from "vitest";
import { DAY_MS } from "../time/index.js";
import { applyAll, CONTEXT, makeEvent, START, someone } from "./profile.testkit.js";
import { PROFILE_TIMER_KINDS, profileTimerAt, refreshProfile } from "./refresh.js";

const paid = (id: string, day: number, amount: number, discount = 0) =>
  makeEvent("order.paid", day, { orderId: id, amount, discount });

/** Serves the profile's timers up to a day, as step does. */
function serveUntil(customer: ReturnType<typeof someone>, day: number) {
  let at = customer.clock;
  for (;;) {
    const next = Math.min(
      ...PROFILE_TIMER_KINDS.map((kind) => profileTimerAt(kind, customer, at, CONTEXT) ?? Number.POSITIVE_INFINITY),
    );
    if (next > START + day * DAY_MS) return;
    expect(next).toBeGreaterThanOrEqual(at);
    at = next;
    refreshProfile(customer, at, CONTEXT);
    customer.clock = at;
  }
}

describe("tier", () => {
  it("rises at once with activity, orders and spend", () => {
    const customer = someone();
    const tiers = [
      makeEvent("friend.added", 0, { advisorId: "a1" }),
      makeEvent("message.received", 1),
      paid("o1", 2, 40_000),
      paid("o2", 3, 60_000),
      makeEvent("referral.made", 4),
    ].map((event) => {
      applyAll(customer, [event]);
      return customer.tier;
    });
    expect(tiers).toEqual(["普通", "一般", "中", "高", "核心"]);
  });

  it("falls only after thirty days of being lower, and not if the customer comes back in between", () => {
    const customer = someone();
    applyAll(customer, [paid("o1", 0, 60_000), paid("o2", 10, 60_000)]);
    expect(customer.tier).toBe("高");
    serveUntil(customer, 209); // the first order left the window on day 180
    expect(customer.tier).toBe("高");
    const back = structuredClone(customer);
    serveUntil(customer, 211);
    expect(customer.tier).toBe("一般"); // by then the second has left it too
    applyAll(back, [paid("o3", 209.5, 60_000), paid("o4", 209.6, 60_000)]);
    serveUntil(back, 300);
    expect(back.tier).toBe("高");
    expect(back.tierDemoteAt).toBeUndefined();
  });

  it("follows a refund with the same grace", () => {
    const customer = someone();
    applyAll(customer, [paid("o1", 0, 200_000), paid("o2", 1, 1_000)]);
    applyAll(customer, [makeEvent("order.refunded", 2, { orderId: "o1", amount: 200_000 })]);
    expect(customer.tier).toBe("高");
    serveUntil(customer, 31);
    expect(customer.tier).toBe("高");
    serveUntil(customer, 32);
    expect(customer.tier).toBe("中");
  });

  it("is 核心 by the spend of a year where the brand has a threshold", () => {
    const customer = someone();
    applyAll(customer, [paid("o1", 0, 10_000_000)]);
    expect(customer.tier).toBe("核心");
  });
});

describe("price sensitivity", () => {
  it("is read off the orders, and unknown without any", () => {
    const customer = someone();
    applyAll(customer, [makeEvent("friend.added", 0, { advisorId: "a1" })]);
    expect(customer.priceSensitivity).toBeUndefined();
    applyAll(customer, [paid("o1", 1, 60_000)]);
    expect(customer.priceSensitivity).toBe("low");
    applyAll(customer, [paid("o2", 2, 60_000, 100)]);
    expect(customer.priceSensitivity).toBe("mid");
    applyAll(customer, [paid("o3", 3, 60_000, 100)]);
    expect(customer.priceSensitivity).toBe("high");
  });

  it("is an advisor's word for 180 days, the later word before the earlier", () => {
    const customer = someone();
    applyAll(customer, [
      paid("o1", 1, 60_000),
      makeEvent("profile.changed", 3, { priceSensitivity: "high" }),
      makeEvent("profile.changed", 2, { priceSensitivity: "mid" }),
      paid("o2", 4, 60_000),
    ]);
    expect(customer.priceSensitivity).toBe("high");
    serveUntil(customer, 182.9);
    expect(customer.priceSensitivity).toBe("high");
    serveUntil(customer, 183);
    expect(customer.priceSensitivity).toBe("low");
  });
});
