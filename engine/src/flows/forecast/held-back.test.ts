import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryRate } from "./entry-history.js";
import { checkOnPast } from "./held-back.js";

const TODAY = 20_000;
const each = (from: number, to: number, count: number) =>
  new Map(Array.from({ length: to - from }, (_, i) => [from + i, count] as const));

describe("the check of the forecast on past days", () => {
  it("finds no error where every day was alike", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 5 }), (perDay, lag) => {
        const perEntry = [...new Array<number>(lag).fill(0), 1];
        const byDay = each(TODAY - 42, TODAY, perDay);
        const issued = each(TODAY - 14, TODAY, perDay);
        const check = checkOnPast([{ fromDay: TODAY - 42, byDay, perEntry }], issued, TODAY);
        expect(check).toEqual({ days: 14, forecast: 14 * perDay, happened: 14 * perDay, dayError: 0, errorShare: 0 });
      }),
    );
  });

  it("tells of each day that was missed, whichever way", () => {
    const byDay = each(TODAY - 20, TODAY, 10);
    const check = checkOnPast([{ fromDay: TODAY - 20, byDay, perEntry: [1] }], each(TODAY - 10, TODAY - 5, 10), TODAY);
    expect(check).toEqual({ days: 10, forecast: 100, happened: 50, dayError: 5, errorShare: 1 });
  });

  it("keeps silent where too little is known", () => {
    expect(checkOnPast([], new Map(), TODAY)).toBeUndefined();
    expect(checkOnPast([{ fromDay: TODAY - 3, byDay: new Map(), perEntry: [] }], new Map(), TODAY)).toBeUndefined();
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
