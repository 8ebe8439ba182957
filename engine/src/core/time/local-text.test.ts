import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatDayNumber,
  formatLocalDate,
  formatLocalTime,
  formatMinuteOfDay,
  parseLocalDate,
  parseLocalTime,
} from "./local-text.js";

describe("local dates", () => {
  it("come back from their text", () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (dayNumber) => {
        expect(parseLocalDate(formatDayNumber(dayNumber))).toBe(dayNumber);
      }),
    );
  });

  it.each([
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "0000-01-01",
    "2026-1-1",
    "20260101",
    "2026-01-01 ",
    "",
  ])("refuse %j", (text) => {
    expect(parseLocalDate(text)).toBeUndefined();
  });

  it("are those of the zone", () => {
    const atMs = Date.parse("2026-01-01T00:30:00+08:00");
    expect([formatLocalDate("Asia/Shanghai", atMs), formatLocalTime("Asia/Shanghai", atMs)]).toEqual([
      "2026-01-01",
      "00:30",
    ]);
    expect([formatLocalDate("UTC", atMs), formatLocalTime("UTC", atMs)]).toEqual(["2025-12-31", "16:30"]);
  });
});

describe("local times", () => {
  it("come back from their text", () => {
    for (let minute = 0; minute < 1440; minute++) expect(parseLocalTime(formatMinuteOfDay(minute))).toBe(minute);
  });

  it.each(["24:00", "9:00", "09:60", "09:00:00", "0900", " 09:00", ""])("refuse %j", (text) => {
    expect(parseLocalTime(text)).toBeUndefined();
  });
});
