import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatInstant, parseInstant } from "./instant-text.js";
import { localParts } from "./local-time.js";
import { nextLocalTime, nextWeekdayTime } from "./next-local-time.js";

const instant = (text: string): number => parseInstant(text) ?? Number.NaN;
const zones = fc.constantFrom("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe");

describe("nextLocalTime", () => {
  it("is the instant itself when it is that time already, and tomorrow a millisecond later", () => {
    const nineMs = instant("2026-01-01T09:00:00+08:00");
    expect(nextLocalTime("Asia/Shanghai", nineMs, 540)).toBe(nineMs);
    expect(nextLocalTime("Asia/Shanghai", nineMs + 1, 540)).toBe(nineMs + 86_400_000);
  });

  it("takes the next existing time on the day that lacks it", () => {
    const nextMs = nextLocalTime("America/New_York", instant("2026-03-07T12:00:00-05:00"), 150);
    expect(formatInstant("America/New_York", nextMs)).toBe("2026-03-08T03:00:00-04:00");
  });

  it("does not take the second of a double time", () => {
    const nextMs = nextLocalTime("America/New_York", instant("2026-11-01T01:30:00-04:00") + 1, 90);
    expect(formatInstant("America/New_York", nextMs)).toBe("2026-11-02T01:30:00-05:00");
  });

  it("skips no such time: minute by minute, none comes sooner", () => {
    const starts = fc.integer({ min: Date.UTC(2026, 2, 1) / 60_000, max: Date.UTC(2026, 2, 20) / 60_000 });
    fc.assert(
      fc.property(zones, starts, fc.integer({ min: 0, max: 1439 }), (zone, startMinute, minuteOfDay) => {
        const atMs = startMinute * 60_000;
        const nextMs = nextLocalTime(zone, atMs, minuteOfDay);
        let sweptMs = atMs;
        while (sweptMs < nextMs && localParts(zone, sweptMs).minuteOfDay !== minuteOfDay) sweptMs += 60_000;
        expect(sweptMs).toBe(nextMs);
      }),
      { numRuns: 100 },
    );
  });
});

describe("nextWeekdayTime", () => {
  it("falls within a week, on the weekday, never before the instant", () => {
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 1439 }),
        (zone, atMs, weekday, minuteOfDay) => {
          const nextMs = nextWeekdayTime(zone, atMs, weekday, minuteOfDay);
          expect(nextMs).toBeGreaterThanOrEqual(atMs);
          expect(nextMs - atMs).toBeLessThanOrEqual(7 * 86_400_000 + 3_600_000);
          expect(localParts(zone, nextMs).weekday).toBe(weekday);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is the instant itself on the right day and minute", () => {
    const mondayMs = instant("2026-01-05T10:00:00+08:00");
    expect(nextWeekdayTime("Asia/Shanghai", mondayMs, 1, 600)).toBe(mondayMs);
    expect(nextWeekdayTime("Asia/Shanghai", mondayMs + 1, 1, 600)).toBe(mondayMs + 7 * 86_400_000);
  });

  it("throws for a weekday that does not exist", () => {
    expect(() => nextWeekdayTime("Asia/Shanghai", 0, 0, 600)).toThrow(RangeError);
  });
});
