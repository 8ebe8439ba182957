import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextCron, previousCron } from "./cron-occurrence.js";
import { formatInstant, parseInstant } from "./instant-text.js";
import { localParts } from "./local-time.js";

const instant = (text: string): number => parseInstant(text) ?? Number.NaN;

function occurrences(cron: string, zone: string, after: string, count: number): string[] {
  const found: string[] = [];
  let atMs: number | undefined = instant(after);
  while (found.length < count) {
    atMs = nextCron(cron, zone, atMs);
    if (atMs === undefined) break;
    found.push(formatInstant(zone, atMs));
  }
  return found;
}

const crons = fc.constantFrom(
  "0 9 * * *",
  "*/15 * * * *",
  "30 2 * * *",
  "10,40 1-3 * * *",
  "0 9 * * 1-5",
  "0 0 1 * *",
  "30 1 8 * SUN",
  "0 10 */2 * *",
  "59 23 * * 0",
);
const starts = fc
  .tuple(
    fc.constantFrom(
      ["Asia/Shanghai", "2026-01-30"] as const,
      ["America/New_York", "2026-03-06"] as const,
      ["America/New_York", "2026-10-30"] as const,
      ["Europe/Berlin", "2026-03-27"] as const,
      ["Australia/Lord_Howe", "2026-10-02"] as const,
    ),
    fc.integer({ min: 0, max: 4 * 1440 }),
  )
  .map(([[zone, date], minutes]) => ({ zone, atMs: Date.parse(date) + minutes * 60_000 }));

describe("nextCron", () => {
  it("is strictly after the instant", () => {
    const nine = "2026-01-05T09:00:00+08:00";
    expect(occurrences("0 9 * * *", "Asia/Shanghai", nine, 1)).toEqual(["2026-01-06T09:00:00+08:00"]);
    expect(nextCron("0 9 * * *", "Asia/Shanghai", instant(nine) - 1)).toBe(instant(nine));
  });

  it("keeps to weekdays, month ends and leap days", () => {
    expect(occurrences("0 9 * * MON-FRI", "Asia/Shanghai", "2026-01-09T09:00:00+08:00", 2)).toEqual([
      "2026-01-12T09:00:00+08:00",
      "2026-01-13T09:00:00+08:00",
    ]);
    expect(occurrences("0 9 31 * *", "Asia/Shanghai", "2026-01-31T09:00:00+08:00", 2)).toEqual([
      "2026-03-31T09:00:00+08:00",
      "2026-05-31T09:00:00+08:00",
    ]);
    expect(occurrences("0 0 29 2 *", "UTC", "2096-03-01T00:00:00Z", 1)).toEqual(["2104-02-29T00:00:00+00:00"]);
  });

  it("runs on the day of the month or the weekday when both are given", () => {
    expect(occurrences("0 9 15 * MON", "UTC", "2026-01-06T00:00:00Z", 3)).toEqual([
      "2026-01-12T09:00:00+00:00",
      "2026-01-15T09:00:00+00:00",
      "2026-01-19T09:00:00+00:00",
    ]);
  });

  it("makes one occurrence of all times that the clock jumps over", () => {
    expect(occurrences("*/20 2 * * *", "America/New_York", "2026-03-07T12:00:00-05:00", 2)).toEqual([
      "2026-03-08T03:00:00-04:00",
      "2026-03-09T02:00:00-04:00",
    ]);
  });

  it("runs once, the first time, at a time that the clock shows twice", () => {
    expect(occurrences("30 1 * * *", "America/New_York", "2026-10-31T12:00:00-04:00", 2)).toEqual([
      "2026-11-01T01:30:00-04:00",
      "2026-11-02T01:30:00-05:00",
    ]);
  });

  it("is undefined for a text that is no cron", () => {
    expect(nextCron("tomorrow", "UTC", 0)).toBeUndefined();
  });

  it("skips nothing: minute by minute, no matching clock time lies between", () => {
    fc.assert(
      fc.property(starts, ({ zone, atMs }) => {
        const nextMs = nextCron("10,40 1-3 * * 1-6", zone, atMs) ?? Number.NaN;
        expect(nextMs).toBeGreaterThan(atMs);
        for (let sweptMs = atMs + 60_000; sweptMs < nextMs; sweptMs += 60_000) {
          const { minute, hour, weekday, dayNumber } = localParts(zone, sweptMs);
          const isMatch = (minute === 10 || minute === 40) && hour >= 1 && hour <= 3 && weekday !== 7;
          // A match may only be passed over when it is the second showing of its hour.
          const earlier = localParts(zone, sweptMs - 3_600_000);
          const earlierHalf = localParts(zone, sweptMs - 1_800_000);
          const isRepeated = [earlier, earlierHalf].some(
            (parts) => parts.minute === minute && parts.hour === hour && parts.dayNumber === dayNumber,
          );
          expect(isMatch && !isRepeated).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("previousCron", () => {
  it("collapses missed occurrences into the latest", () => {
    const down = instant("2026-01-01T12:00:00+08:00");
    const up = instant("2026-01-05T12:00:00+08:00");
    const latest = instant("2026-01-05T09:00:00+08:00");
    expect(previousCron("0 9 * * *", "Asia/Shanghai", up, down)).toBe(latest);
    expect(previousCron("0 9 * * *", "Asia/Shanghai", latest, down)).toBe(latest);
  });

  it("leaves out what was already served, and finds nothing between two occurrences", () => {
    const nine = instant("2026-01-05T09:00:00+08:00");
    expect(previousCron("0 9 * * *", "Asia/Shanghai", nine + 1000, nine)).toBeUndefined();
    expect(previousCron("0 9 * * *", "Asia/Shanghai", nine, nine)).toBeUndefined();
    expect(previousCron("0 9 * * *", "Asia/Shanghai", nine, nine - 1)).toBe(nine);
    expect(previousCron("nonsense", "Asia/Shanghai", nine, 0)).toBeUndefined();
  });

  it("finds an occurrence of years ago", () => {
    expect(previousCron("0 0 29 2 *", "UTC", instant("2103-01-01T00:00:00Z"), 0)).toBe(instant("2096-02-29T00:00:00Z"));
  });

  it("is the last that nextCron passes on its way", () => {
    fc.assert(
      fc.property(crons, starts, fc.integer({ min: 0, max: 4 * 86_400_000 }), (cron, { zone, atMs }, lengthMs) => {
        const endMs = atMs + lengthMs;
        let lastMs: number | undefined;
        for (let next = nextCron(cron, zone, atMs); next !== undefined && next <= endMs; ) {
          lastMs = next;
          next = nextCron(cron, zone, next);
        }
        expect(previousCron(cron, zone, endMs, atMs)).toBe(lastMs);
      }),
      { numRuns: 300 },
    );
  });
});
