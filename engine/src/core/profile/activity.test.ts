import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../time/index.js";
import { activityLevelAt, daysSinceActivity, isOwnActivity, nextLevelFlip } from "./activity.js";
import { applyAll, CONTEXT, makeEvent, START, someone, ZONE } from "./profile.testkit.js";
import { profileTimerAt, refreshProfile } from "./refresh.js";

describe("activity", () => {
  it("is what the customer does, not what is done to the customer", () => {
    const isActive = (type: string, props = {}) => isOwnActivity({ type, props });
    expect(isActive("message.received")).toBe(true);
    expect(isActive("order.placed")).toBe(true);
    expect(isActive("live.entered", { seconds: 60 })).toBe(true);
    expect(isActive("live.entered", { seconds: 59 })).toBe(false);
    expect(isActive("call.ended", { seconds: 30 })).toBe(true);
    expect(isActive("task.completed", { contact: "replied" })).toBe(true);
    expect(isActive("task.completed", { contact: "delivered_no_reply" })).toBe(false);
    for (const type of ["friend.added", "coupon.received", "tag.added", "group.joined", "order.delivered"]) {
      expect(isActive(type)).toBe(false);
    }
  });

  it("counts whole calendar days, and falls a level at three in the morning", () => {
    const activityAt = START + 23 * HOUR_MS;
    expect(daysSinceActivity(activityAt, START + DAY_MS, ZONE)).toBe(1);
    const fourthDay = START + 4 * DAY_MS;
    expect(activityLevelAt(activityAt, fourthDay + 3 * HOUR_MS - 1, ZONE)).toBe("d3");
    expect(activityLevelAt(activityAt, fourthDay + 3 * HOUR_MS, ZONE)).toBe("d7");
    expect(nextLevelFlip({ activityAt }, START + DAY_MS, ZONE)).toBe(fourthDay + 3 * HOUR_MS);
    expect(activityLevelAt(undefined, START, ZONE)).toBe("never");
    expect(nextLevelFlip({}, START, ZONE)).toBeUndefined();
  });

  it("rises at the event, falls by its timer, and tells each change once", () => {
    const customer = someone();
    const [first, again] = applyAll(customer, [makeEvent("page.viewed", 0.5), makeEvent("page.viewed", 1)]);
    expect(first?.raised).toMatchObject([
      { type: "profile.changed", props: { changed: expect.arrayContaining(["activityLevel"]), activityLevel: "d3" } },
    ]);
    expect(again?.raised).toEqual([]);
    const timer = profileTimerAt("activity", customer, START + DAY_MS, CONTEXT);
    expect(timer).toBe(START + 5 * DAY_MS + 3 * HOUR_MS);
    const { raised } = refreshProfile(customer, timer ?? 0, CONTEXT);
    expect(raised).toMatchObject([{ props: { activityLevel: "d7", previous: { activityLevel: "d3" } } }]);
  });

  it("is never taken back by a late event", () => {
    const customer = someone();
    applyAll(customer, [makeEvent("page.viewed", 5), makeEvent("page.viewed", 1)]);
    expect(customer.activityAt).toBe(START + 5 * DAY_MS);
  });

  it("(property) keeps its level until the next flip and changes there", () => {
    const zones = fc.constantFrom(ZONE, "America/New_York", "Australia/Lord_Howe", "UTC");
    const hours = fc.integer({ min: 0, max: 24 * 400 });
    fc.assert(
      fc.property(zones, hours, hours, (zone, since, later) => {
        const activityAt = START + since * HOUR_MS;
        const at = activityAt + later * HOUR_MS;
        const flip = nextLevelFlip({ activityAt }, at, zone);
        const level = activityLevelAt(activityAt, at, zone);
        if (flip === undefined) expect(level).toBe("over90");
        else {
          expect(flip).toBeGreaterThan(at);
          expect(activityLevelAt(activityAt, flip - 1, zone)).toBe(level);
          expect(activityLevelAt(activityAt, flip, zone)).not.toBe(level);
        }
      }),
    );
  });
});
