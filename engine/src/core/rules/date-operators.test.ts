import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compares, NOON_MS } from "./facts.testkit.js";

const DAY_MS = 86_400_000;

describe("before and after", () => {
  test("compare instants to the millisecond, however they are written", () => {
    expect(compares(NOON_MS - 1, "before", "2026-05-20T12:00:00+08:00")).toBe(true);
    expect(compares(NOON_MS, "before", "2026-05-20T12:00:00+08:00")).toBe(false);
    expect(compares("2026-05-20T04:00:00.001Z", "after", "2026-05-20T12:00:00+08:00")).toBe(true);
  });

  test("compare calendar days of the zone as soon as one side is a day", () => {
    expect(compares("2026-05-20T00:00:00+08:00", "after", "2026-05-20")).toBe(false);
    expect(compares("2026-05-20T23:59:59+08:00", "after", "2026-05-20")).toBe(false);
    expect(compares("2026-05-20T16:00:00Z", "after", "2026-05-20")).toBe(true);
    expect(compares("2026-05-19T15:59:59Z", "before", "2026-05-20")).toBe(true);
    expect(compares("2026-05-19T16:00:00Z", "before", "2026-05-20")).toBe(false);
    expect(compares("2026-05-19", "before", "2026-05-20")).toBe(true);
    expect(compares("2026-05-20", "after", "2026-05-20")).toBe(false);
  });

  test("work with another fact on the right", () => {
    const event = { props: { due: "2026-06-01" } };
    expect(compares("2026-05-31", "before", { fact: "event", path: "$.props.due" }, { event })).toBe(true);
    expect(compares("2026-05-31", "before", { fact: "event", path: "$.props.no" }, { event })).toBe(false);
  });
});

describe("days from now", () => {
  test("withinDays counts whole calendar days back and excludes tomorrow", () => {
    expect(compares("2026-05-20T00:00:00+08:00", "withinDays", 0)).toBe(true);
    expect(compares("2026-05-19T23:59:59+08:00", "withinDays", 0)).toBe(false);
    expect(compares("2026-05-13", "withinDays", 7)).toBe(true);
    expect(compares("2026-05-12", "withinDays", 7)).toBe(false);
    expect(compares("2026-05-20T23:00:00+08:00", "withinDays", 0)).toBe(true);
    expect(compares("2026-05-21", "withinDays", 7)).toBe(false);
  });

  test("olderThanDays is the other side of withinDays for what is past", () => {
    expect(compares("2026-05-12", "olderThanDays", 7)).toBe(true);
    expect(compares("2026-05-13", "olderThanDays", 7)).toBe(false);
    expect(compares("2026-06-13", "olderThanDays", 7)).toBe(false);
  });

  test("inNextDays counts today and the days ahead", () => {
    expect(compares("2026-05-20", "inNextDays", 0)).toBe(true);
    expect(compares("2026-05-27", "inNextDays", 7)).toBe(true);
    expect(compares("2026-05-28", "inNextDays", 7)).toBe(false);
    expect(compares("2026-05-19", "inNextDays", 7)).toBe(false);
  });

  test("the day is that of the facts' zone", () => {
    const at = Date.UTC(2026, 4, 20, 20); // 21 May in Shanghai, still 20 May in New York
    expect(compares("2026-05-21", "withinDays", 0, { at })).toBe(true);
    expect(compares("2026-05-21", "withinDays", 0, { at, zone: "America/New_York" })).toBe(false);
    expect(compares("2026-05-20", "withinDays", 0, { at, zone: "America/New_York" })).toBe(true);
  });

  test("agree with calendar arithmetic on any day and any N", () => {
    const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
    const day = fc.integer({ min: 19_000, max: 22_000 });
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: DAY_MS - 1 }), (d, t, n, ms) => {
        const over = { at: t * DAY_MS + ms, zone: "UTC" };
        const ago = t - d;
        expect(compares(dateOf(d), "withinDays", n, over)).toBe(ago >= 0 && ago <= n);
        expect(compares(dateOf(d), "olderThanDays", n, over)).toBe(ago > n);
        expect(compares(d * DAY_MS + ms, "inNextDays", n, over)).toBe(ago <= 0 && -ago <= n);
      }),
    );
  });
});

describe("anniversaryInDays", () => {
  test("holds from N days before the day until the day itself, whatever the year", () => {
    expect(compares("1990-05-20", "anniversaryInDays", 0)).toBe(true);
    expect(compares("1990-05-27", "anniversaryInDays", 7)).toBe(true);
    expect(compares("1990-05-28", "anniversaryInDays", 7)).toBe(false);
    expect(compares("1990-05-19", "anniversaryInDays", 7)).toBe(false);
  });

  test("reaches over the end of the year", () => {
    const at = Date.UTC(2026, 11, 30, 4);
    expect(compares("1990-01-02", "anniversaryInDays", 3, { at })).toBe(true);
    expect(compares("1990-01-03", "anniversaryInDays", 3, { at })).toBe(false);
  });

  test("29 February is kept on the 28th in common years and on its own day in leap years", () => {
    expect(compares("2000-02-29", "anniversaryInDays", 0, { at: Date.UTC(2026, 1, 28, 4) })).toBe(true);
    expect(compares("2000-02-29", "anniversaryInDays", 0, { at: Date.UTC(2026, 2, 1, 4) })).toBe(false);
    expect(compares("2000-02-29", "anniversaryInDays", 0, { at: Date.UTC(2028, 1, 28, 4) })).toBe(false);
    expect(compares("2000-02-29", "anniversaryInDays", 0, { at: Date.UTC(2028, 1, 29, 4) })).toBe(true);
  });
});

const noDates = [undefined, null, true, "", "soon", "2026-02-30", "2026-05-20T12:00:00", "1779249600000", [], {}];
test.each([...noDates, Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, -8.64e15])("%j is no date", (left) => {
  for (const operator of ["before", "after"]) {
    expect(compares(left, operator, "2026-05-20")).toBe(false);
    expect(compares(left, operator, 0)).toBe(false);
  }
  for (const operator of ["withinDays", "olderThanDays", "inNextDays", "anniversaryInDays"]) {
    expect(compares(left, operator, 9_999_999)).toBe(false);
  }
});

test.each(["7", null, true, ["7"], Number.NaN])("%j is no number of days", (days) => {
  for (const operator of ["withinDays", "olderThanDays", "inNextDays", "anniversaryInDays"]) {
    expect(compares("2026-05-20", operator, days)).toBe(false);
  }
});
