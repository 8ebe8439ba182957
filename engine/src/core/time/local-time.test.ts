import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatInstant } from "./instant-text.js";
import { parseLocalDate } from "./local-text.js";
import {
  atLocalTime,
  calendarDaysBetween,
  localDayNumber,
  localMinuteOfDay,
  localParts,
  startOfLocalDay,
} from "./local-time.js";

const ZONES = ["Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC"];
const zones = fc.constantFrom(...ZONES);
const instants = fc.integer({ min: Date.UTC(1902, 0, 1), max: Date.UTC(2090, 0, 1) });

function day(text: string): number {
  const dayNumber = parseLocalDate(text);
  if (dayNumber === undefined) throw new Error(`Not a date: ${text}`);
  return dayNumber;
}

describe("localParts", () => {
  it("shows what Intl shows", () => {
    fc.assert(
      fc.property(zones, instants, (zone, atMs) => {
        const format = new Intl.DateTimeFormat("en-US", {
          timeZone: zone,
          hourCycle: "h23",
          year: "numeric",
          month: "numeric",
          day: "numeric",
          hour: "numeric",
          minute: "numeric",
          second: "numeric",
          fractionalSecondDigits: 3,
        });
        const parts = localParts(zone, atMs);
        for (const { type, value } of format.formatToParts(atMs)) {
          if (type === "literal") continue;
          const key = type === "fractionalSecond" ? "ms" : type;
          expect([key, parts[key as "year"]]).toEqual([key, Number(value)]); // every other part type is a key of LocalParts
        }
        expect(parts.dayNumber).toBe(localDayNumber(zone, atMs));
        expect(parts.minuteOfDay).toBe(localMinuteOfDay(zone, atMs));
      }),
      { numRuns: 400 },
    );
  });

  it("counts weekdays from Monday 1 to Sunday 7", () => {
    expect(localParts("Asia/Shanghai", Date.parse("2026-01-04T23:59:59.999+08:00"))).toEqual({
      year: 2026,
      month: 1,
      day: 4,
      hour: 23,
      minute: 59,
      second: 59,
      ms: 999,
      weekday: 7,
      dayNumber: 20457,
      minuteOfDay: 1439,
    });
  });
});

describe("atLocalTime", () => {
  it("gives a time back unless the clock jumps over it", () => {
    fc.assert(
      fc.property(zones, fc.integer({ min: -20_000, max: 40_000 }), fc.integer({ min: 0, max: 1439 }), (zone, d, m) => {
        const atMs = atLocalTime(zone, d, m);
        const parts = localParts(zone, atMs);
        const isShown = parts.dayNumber === d && parts.minuteOfDay === m;
        const before = localParts(zone, atMs - 1);
        const isJumped = before.dayNumber * 1440 + before.minuteOfDay < d * 1440 + m;
        expect(isShown || (isJumped && parts.dayNumber * 1440 + parts.minuteOfDay > d * 1440 + m)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("never comes earlier for a later local time", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES, "America/St_Johns", "Pacific/Apia", "America/Sao_Paulo"),
        fc.integer({ min: -20_000, max: 40_000 }),
        fc.integer({ min: 0, max: 2880 }),
        fc.integer({ min: 1, max: 2880 }),
        (zone, d, m, more) => {
          expect(atLocalTime(zone, d, m + more)).toBeGreaterThanOrEqual(atLocalTime(zone, d, m));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["America/New_York", "2026-03-08", 150, "2026-03-08T03:00:00-04:00"],
    ["Europe/Berlin", "2026-03-29", 120, "2026-03-29T03:00:00+02:00"],
    ["Australia/Lord_Howe", "2026-10-04", 135, "2026-10-04T02:30:00+11:00"],
    ["Asia/Shanghai", "1986-05-04", 150, "1986-05-04T03:00:00+09:00"],
    ["Pacific/Apia", "2011-12-30", 600, "2011-12-31T00:00:00+14:00"],
  ])("moves a missing time in %s on %s to the next existing one", (zone, date, minute, expected) => {
    expect(formatInstant(zone, atLocalTime(zone, day(date), minute))).toBe(expected);
  });

  it.each([
    ["America/New_York", "2026-11-01", 90, "2026-11-01T01:30:00-04:00"],
    ["Europe/Berlin", "2026-10-25", 150, "2026-10-25T02:30:00+02:00"],
    ["Australia/Lord_Howe", "2026-04-05", 105, "2026-04-05T01:45:00+11:00"],
  ])("takes the first of a double time in %s on %s", (zone, date, minute, expected) => {
    expect(formatInstant(zone, atLocalTime(zone, day(date), minute))).toBe(expected);
  });
});

describe("startOfLocalDay", () => {
  it("is the first instant of its date", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES, "America/Sao_Paulo"), instants, (zone, atMs) => {
        const dayNumber = localDayNumber(zone, atMs);
        const startMs = startOfLocalDay(zone, dayNumber);
        expect(startMs).toBeLessThanOrEqual(atMs);
        expect(localDayNumber(zone, startMs)).toBe(dayNumber);
        expect(localDayNumber(zone, startMs - 1)).toBe(dayNumber - 1);
      }),
      { numRuns: 1000 },
    );
  });

  it("is one o'clock where midnight is missing", () => {
    const startMs = startOfLocalDay("America/Sao_Paulo", day("2017-10-15"));
    expect(formatInstant("America/Sao_Paulo", startMs)).toBe("2017-10-15T01:00:00-02:00");
  });
});

describe("calendarDaysBetween", () => {
  it("counts midnights, not hours", () => {
    const lateMs = Date.parse("2026-01-01T23:59:00+08:00");
    expect(calendarDaysBetween("Asia/Shanghai", lateMs, lateMs + 60_000)).toBe(1);
    expect(calendarDaysBetween("UTC", lateMs, lateMs + 60_000)).toBe(0);
    expect(calendarDaysBetween("Asia/Shanghai", lateMs, lateMs - 86_400_000)).toBe(-1);
  });
});
