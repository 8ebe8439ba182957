import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryRate } from "./entry-history.js";
import type { PastPlay } from "./entry-play.js";
import { checkOnPast, type FlowPast, heldBack, type IssuedByFlow } from "./held-back.js";

const TODAY = 20_000;
const each = (from: number, to: number, count: number) =>
  new Map(Array.from({ length: to - from }, (_, i) => [from + i, count] as const));
const issuedBy = (byDay: ReadonlyMap<number, number>): IssuedByFlow => new Map([["f", byDay]]);

/** So many enter every day from a day on, and get one task each after `lag` days. */
function steady(from: number, perDay: number, lag: number): FlowPast {
  const plays = Array.from(
    { length: TODAY - from },
    (_, i): PastPlay => ({ trigger: "t", entryDay: from + i, weight: perDay, taskDays: [from + i + lag] }),
  );
  return { flowId: "f", plays, triggers: ["t"], arrivals: () => () => perDay };
}

describe("the check of the forecast on past days", () => {
  it("finds no error where every day was alike", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 5 }), (perDay, lag) => {
        const held = heldBack([TODAY - 42], TODAY) ?? { start: 0, days: 0 };
        const issued = issuedBy(each(TODAY - 14, TODAY, perDay));
        const check = checkOnPast([steady(TODAY - 42, perDay, lag)], issued, held);
        expect(check).toEqual({ days: 14, forecast: 14 * perDay, happened: 14 * perDay, dayError: 0, errorShare: 0 });
      }),
    );
  });

  it("tells of each day that was missed, whichever way", () => {
    const held = heldBack([TODAY - 20], TODAY) ?? { start: 0, days: 0 };
    const check = checkOnPast([steady(TODAY - 20, 10, 0)], issuedBy(each(TODAY - 10, TODAY - 5, 10)), held);
    expect(check).toEqual({ days: 10, forecast: 100, happened: 50, dayError: 5, errorShare: 1 });
  });

  it("keeps silent where too little is known", () => {
    expect(heldBack([], TODAY)).toBeUndefined();
    expect(heldBack([TODAY - 3], TODAY)).toBeUndefined();
    expect(heldBack([TODAY - 3, TODAY - 9], TODAY)).toEqual({ start: TODAY - 4, days: 4 });
  });
});

describe("the rate of entries", () => {
  it("knows weekdays after two weeks, and takes the mean of all days before", () => {
    const mondays = new Map([[TODAY - 7, 7]]);
    expect(entryRate(mondays, TODAY - 14, TODAY)(TODAY)).toBe(3.5);
    expect(entryRate(mondays, TODAY - 14, TODAY)(TODAY + 1)).toBe(0);
    expect(entryRate(mondays, TODAY - 7, TODAY)(TODAY + 1)).toBe(1);
  });
});
