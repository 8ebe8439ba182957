import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { civilDateOf, dayNumberOf, daysInMonth, weekdayOf } from "./civil-date.js";

describe("civil dates", () => {
  it("agree with Date for every day number from year 1 to 9999", () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (dayNumber) => {
        const date = new Date(dayNumber * 86_400_000);
        const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
        expect(civilDateOf(dayNumber)).toEqual(civil);
        expect(dayNumberOf(civil.year, civil.month, civil.day)).toBe(dayNumber);
        expect(weekdayOf(dayNumber)).toBe(date.getUTCDay() === 0 ? 7 : date.getUTCDay());
      }),
      { numRuns: 2000 },
    );
  });

  it("have 29 days in February of leap years only", () => {
    expect([2023, 2024, 2000, 2100].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 29, 28]);
  });
});
