import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDuration, durationUpperMs, formatDuration, parseDuration, parseSignedDuration } from "./duration.js";
import { formatInstant, parseInstant } from "./instant-text.js";
import { localParts } from "./local-time.js";

function add(zone: string, at: string, text: string): string {
  const duration = parseSignedDuration(text);
  if (duration === undefined) throw new Error(`Not a duration: ${text}`);
  return formatInstant(zone, addDuration(zone, parseInstant(at) ?? Number.NaN, duration));
}

describe("parseDuration", () => {
  it.each([
    ["P3D", 3, 0],
    ["P1W2DT3H", 9, 3 * 3_600_000],
    ["PT90M", 0, 90 * 60_000],
    ["PT1H30M15S", 0, 5_415_000],
    ["P0D", 0, 0],
    ["P3660D", 3660, 0],
  ])("reads %s", (text, days, elapsedMs) => {
    expect(parseDuration(text)).toEqual({ days, elapsedMs });
  });

  it.each([
    "",
    "P",
    "PT",
    "P1DT",
    "P1M",
    "P1Y",
    "P1.5D",
    "PT0,5H",
    "-P3D",
    "P-3D",
    "3D",
    "p3d",
    "PT1M1H",
    "P1D1W",
    "P3661D",
    "P3660DT1S",
    "PT9999999999H",
    "P3D ",
  ])("refuses %j", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe("parseSignedDuration", () => {
  it("reads days before a date", () => {
    expect(parseSignedDuration("-P3DT2H")).toEqual({ days: -3, elapsedMs: -7_200_000 });
    expect(parseSignedDuration("+P3D")).toEqual({ days: 3, elapsedMs: 0 });
    expect(parseSignedDuration("-P0D")).toEqual({ days: 0, elapsedMs: 0 });
    expect(parseSignedDuration("--P3D")).toBeUndefined();
  });
});

describe("addDuration", () => {
  it("keeps the local time over calendar days and counts the T part as elapsed time", () => {
    expect(add("America/New_York", "2026-03-07T09:00:00-05:00", "P1D")).toBe("2026-03-08T09:00:00-04:00");
    expect(add("America/New_York", "2026-03-07T09:00:00-05:00", "PT24H")).toBe("2026-03-08T10:00:00-04:00");
    expect(add("America/New_York", "2026-03-07T09:00:00-05:00", "-P1W")).toBe("2026-02-28T09:00:00-05:00");
  });

  it("moves a missing local time to the next existing one before the elapsed time is added", () => {
    expect(add("America/New_York", "2026-03-07T02:30:10-05:00", "P1D")).toBe("2026-03-08T03:00:00-04:00");
    expect(add("America/New_York", "2026-03-07T02:30:00-05:00", "P1DT1H")).toBe("2026-03-08T04:00:00-04:00");
  });

  it("leaves the second of a double hour alone when it adds no days", () => {
    expect(add("America/New_York", "2026-11-01T01:30:00-05:00", "PT0S")).toBe("2026-11-01T01:30:00-05:00");
    expect(add("America/New_York", "2026-11-01T01:30:00-05:00", "PT10M")).toBe("2026-11-01T01:40:00-05:00");
  });

  it("ends on the date that many days on, at about its nominal length", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"),
        fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2060, 0, 1) }),
        fc.integer({ min: -400, max: 400 }),
        (zone, atMs, days) => {
          const endMs = addDuration(zone, atMs, { days, elapsedMs: 0 });
          expect(localParts(zone, endMs).dayNumber).toBe(localParts(zone, atMs).dayNumber + days);
          expect(Math.abs(endMs - atMs - durationUpperMs({ days, elapsedMs: 0 }))).toBeLessThanOrEqual(3_600_000);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("never lets an earlier start end later", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"),
        fc.integer({ min: Date.UTC(2026, 2, 1), max: Date.UTC(2026, 2, 10) }),
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 0, max: 20 }),
        (zone, atMs, laterMs, days) => {
          const duration = { days, elapsedMs: 0 };
          expect(addDuration(zone, atMs + laterMs, duration)).toBeGreaterThanOrEqual(addDuration(zone, atMs, duration));
        },
      ),
    );
  });
});

describe("formatDuration", () => {
  it("writes text that reads back as the same duration", () => {
    const durations = fc.record({
      days: fc.integer({ min: 0, max: 3000 }),
      elapsedMs: fc.integer({ min: 0, max: 5_000_000 }).map((seconds) => seconds * 1000),
    });
    fc.assert(
      fc.property(durations, fc.boolean(), (duration, isNegative) => {
        const sign = isNegative ? -1 : 1;
        const signed = { days: 0 + sign * duration.days, elapsedMs: 0 + sign * duration.elapsedMs };
        const read = parseSignedDuration(formatDuration(signed));
        expect([read?.days, read?.elapsedMs].map(Number)).toEqual([signed.days + 0, signed.elapsedMs + 0]);
      }),
    );
  });

  it("writes days, then time, and an empty duration as PT0S", () => {
    expect(formatDuration({ days: 9, elapsedMs: 5_415_000 })).toBe("P9DT1H30M15S");
    expect(formatDuration({ days: -7, elapsedMs: 0 })).toBe("-P7D");
    expect(formatDuration({ days: 0, elapsedMs: 0 })).toBe("PT0S");
  });
});
