import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "../time/index.js";
import { applyAll, makeEvent, START, someone } from "./profile.testkit.js";
import { friendAdvisors, lastChatAt } from "./relations.js";

const added = (day: number, advisorId = "a1") => makeEvent("friend.added", day, { advisorId });
const removed = (day: number, advisorId = "a1") => makeEvent("friend.removed", day, { advisorId });

describe("friendships", () => {
  it("make the first advisor the owner and note where the customer came from", () => {
    const customer = someone();
    const event = makeEvent("friend.added", 1, {
      advisorId: "a1",
      channel: "card",
      name: "王女士",
      priceBand: "100-499",
    });
    applyAll(customer, [event, added(2, "a2")]);
    expect(customer).toMatchObject({ advisorId: "a1", channel: "card", name: "王女士", friendSince: START + DAY_MS });
    expect(customer.attributes.priceBand).toBe("100-499");
    expect(friendAdvisors(customer)).toEqual(["a1", "a2"]);
  });

  it("end with the last advisor's removal, and only then", () => {
    const customer = someone();
    applyAll(customer, [added(1), added(2, "a2")]);
    const [first, last] = applyAll(customer, [removed(3), removed(4, "a2")]);
    expect(first?.lastAdvisorRemoved).toBe(false);
    expect(customer.advisorId).toBe("a2");
    expect(last?.lastAdvisorRemoved).toBe(true);
    expect(friendAdvisors(customer)).toEqual([]);
  });

  it("begin anew when the customer comes back", () => {
    const customer = someone();
    applyAll(customer, [added(1), removed(3), added(9)]);
    expect(customer.friendSince).toBe(START + 9 * DAY_MS);
    const [late] = applyAll(customer, [removed(2)]);
    expect(late?.lastAdvisorRemoved).toBe(false);
    expect(friendAdvisors(customer)).toEqual(["a1"]);
  });

  it("hand the owner's customers to the friend who talked last", () => {
    const customer = someone();
    const chat = (day: number, advisorId: string) => makeEvent("message.received", day, { advisorId });
    applyAll(customer, [added(1), added(1, "a2"), added(1, "a3"), chat(2, "a3"), chat(1.5, "a2"), removed(5)]);
    expect(customer.advisorId).toBe("a3");
    expect(lastChatAt(customer)).toBe(START + 2 * DAY_MS);
  });

  it("leave a customer who was handed over with the new advisor, whoever talked last", () => {
    const customer = someone();
    const talked = makeEvent("message.received", 2, { advisorId: "a3" });
    const handed = makeEvent("owner.changed", 3, { advisorId: "a2", from: "a1" });
    applyAll(customer, [added(1), added(1, "a3"), talked, handed, removed(4)]);
    expect(customer.advisorId).toBe("a2");
  });

  it("(property) stand or not whatever the order in which the news comes", () => {
    const kinds = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 });
    const news = kinds
      .map((adds) => adds.map((isAdded, i) => (isAdded ? added(i + 1) : removed(i + 1))))
      .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
    fc.assert(
      fc.property(news, ([events, shuffled]) => {
        const [a, b] = [someone(), someone()];
        applyAll(a, events);
        applyAll(b, shuffled);
        expect(friendAdvisors(b)).toEqual(friendAdvisors(a));
        expect(friendAdvisors(a)).toEqual(events.at(-1)?.type === "friend.added" ? ["a1"] : []);
      }),
    );
  });
});
