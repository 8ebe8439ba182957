import { describe, expect, it } from "vitest";
import { DAY_MS } from "../time/index.js";
import { applyAll, makeEvent, START, someone } from "./profile.testkit.js";
import { suppressedKinds } from "./suppressions.js";

const intent = (day: number, value: string) => makeEvent("task.completed", day, { intent: value });
const onDay = (customer: ReturnType<typeof someone>, day: number) => suppressedKinds(customer, START + day * DAY_MS);

describe("suppressions", () => {
  it("hold for 30 days when nothing is needed", () => {
    const customer = someone();
    applyAll(customer, [intent(1, "not_needed")]);
    expect(onDay(customer, 30.9)).toEqual(["not_needed"]);
    expect(onDay(customer, 31)).toEqual([]);
  });

  it("hold until lifted when the customer wants to be left alone", () => {
    const customer = someone();
    const [result] = applyAll(customer, [intent(1, "do_not_disturb")]);
    expect(result?.doNotDisturb).toBe(true);
    expect(onDay(customer, 3_000)).toEqual(["do_not_disturb"]);
    applyAll(customer, [makeEvent("profile.changed", 5, { doNotDisturb: false })]);
    expect(onDay(customer, 6)).toEqual([]);
  });

  it("hold for a complaint until it is closed, and 14 days more", () => {
    const customer = someone();
    const opened = makeEvent("complaint.opened", 1, { complaintId: "k1" });
    const closed = makeEvent("complaint.closed", 5, { complaintId: "k1" });
    applyAll(customer, [opened, makeEvent("complaint.opened", 2, { complaintId: "k2" }), closed]);
    expect(onDay(customer, 400)).toEqual(["complaint"]);
    applyAll(customer, [makeEvent("complaint.closed", 6, { complaintId: "k2" })]);
    expect(onDay(customer, 19.9)).toEqual(["complaint"]);
    expect(onDay(customer, 20)).toEqual([]);
    const other = someone();
    applyAll(other, [closed, opened]); // the news came in the wrong order
    expect(onDay(other, 18.9)).toEqual(["complaint"]);
    expect(onDay(other, 19)).toEqual([]);
  });

  it("hold for somebody unwell until that is lifted, and 14 days more", () => {
    const customer = someone();
    applyAll(customer, [intent(1, "unwell")]);
    expect(onDay(customer, 90)).toEqual(["unwell"]);
    applyAll(customer, [makeEvent("profile.changed", 10, { lift: ["unwell"] })]);
    expect(onDay(customer, 23.9)).toEqual(["unwell"]);
    expect(onDay(customer, 24)).toEqual([]);
  });

  it("rest a sku for 14 days after its purchase, unless it was given back", () => {
    const customer = someone();
    const lines = [{ sku: "A", quantity: 1 }];
    applyAll(customer, [makeEvent("order.paid", 1, { orderId: "o1", amount: 5, lines })]);
    expect(customer.suppressions).toMatchObject([{ kind: "bought_sku", sku: "A", until: START + 15 * DAY_MS }]);
    applyAll(customer, [makeEvent("order.refunded", 2, { orderId: "o1", amount: 5 })]);
    expect(customer.suppressions).toEqual([]);
  });

  it("stand in the same order whichever of the orders of one instant came first", () => {
    const pay = (orderId: string, sku: string) =>
      makeEvent("order.paid", 1, { orderId, amount: 100, lines: [{ sku, quantity: 1 }] });
    const orders = [pay("o0", "N"), pay("o1", "A"), pay("o2", "N")];
    const [inOrder, shuffled] = [someone(), someone()];
    applyAll(inOrder, orders);
    applyAll(shuffled, [...orders.slice(1), ...orders.slice(0, 1)]);
    expect(shuffled.suppressions).toEqual(inOrder.suppressions);
  });
});
