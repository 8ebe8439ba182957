import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ContactWindow, isInAllWindows, isInWindow, nextOpenOfAll, nextWindowOpen } from "./contact-window.js";
import { formatInstant, parseInstant } from "./instant-text.js";
import { parseLocalTime } from "./local-text.js";

const ZONE = "Asia/Shanghai";
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

function contact(start: string, end: string, days: readonly number[] = EVERY_DAY): ContactWindow {
  return { startMinute: parseLocalTime(start) ?? Number.NaN, endMinute: parseLocalTime(end) ?? Number.NaN, days };
}

const instant = (text: string): number => parseInstant(text) ?? Number.NaN;
const isIn = (window: ContactWindow, text: string): boolean => isInWindow(window, ZONE, instant(text));

const windows = fc.record({
  startMinute: fc.integer({ min: 0, max: 1439 }),
  endMinute: fc.integer({ min: 0, max: 1439 }),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
});
/** Ranges with a spring and an autumn shift of each zone in them. */
const shiftDays = [
  ["Asia/Shanghai", "2026-01-05"],
  ["America/New_York", "2026-03-07"],
  ["America/New_York", "2026-10-31"],
  ["Europe/Berlin", "2026-10-24"],
  ["Australia/Lord_Howe", "2026-04-04"],
  ["Australia/Lord_Howe", "2026-10-03"],
] as const;
const starts = fc
  .tuple(fc.constantFrom(...shiftDays), fc.integer({ min: 0, max: 3 * 1440 }))
  .map(([[zone, date], minutes]) => ({ zone, atMs: Date.parse(date) + minutes * 60_000 }));

describe("isInWindow", () => {
  it("holds from the start to just before the end", () => {
    const day = contact("09:00", "21:00");
    expect(isIn(day, "2026-01-05T08:59:59.999+08:00")).toBe(false);
    expect(isIn(day, "2026-01-05T09:00:00+08:00")).toBe(true);
    expect(isIn(day, "2026-01-05T20:59:59.999+08:00")).toBe(true);
    expect(isIn(day, "2026-01-05T21:00:00+08:00")).toBe(false);
  });

  it("holds only on its days", () => {
    const workdays = contact("09:00", "21:00", [1, 2, 3, 4, 5]);
    expect(isIn(workdays, "2026-01-09T12:00:00+08:00")).toBe(true);
    expect(isIn(workdays, "2026-01-10T12:00:00+08:00")).toBe(false);
  });

  it("keeps start and end of an overnight window in their order", () => {
    const night = contact("22:00", "02:00");
    expect(isIn(night, "2026-01-05T23:00:00+08:00")).toBe(true);
    expect(isIn(night, "2026-01-05T01:59:00+08:00")).toBe(true);
    expect(isIn(night, "2026-01-05T02:00:00+08:00")).toBe(false);
    expect(isIn(night, "2026-01-05T12:00:00+08:00")).toBe(false);
    expect(isIn(night, "2026-01-05T21:59:00+08:00")).toBe(false);
  });

  it("counts an overnight window to the day on which it opens", () => {
    const friday = contact("22:00", "02:00", [5]);
    expect(isIn(friday, "2026-01-09T01:00:00+08:00")).toBe(false);
    expect(isIn(friday, "2026-01-09T23:00:00+08:00")).toBe(true);
    expect(isIn(friday, "2026-01-10T01:00:00+08:00")).toBe(true);
    expect(isIn(friday, "2026-01-10T23:00:00+08:00")).toBe(false);
    const sunday = contact("22:00", "02:00", [7]);
    expect(isIn(sunday, "2026-01-05T01:00:00+08:00")).toBe(true);
  });

  it("lasts 24 hours from its opening when start and end are alike", () => {
    const wholeDay = contact("00:00", "00:00", [1]);
    expect(isIn(wholeDay, "2026-01-05T00:00:00+08:00")).toBe(true);
    expect(isIn(wholeDay, "2026-01-05T23:59:59+08:00")).toBe(true);
    expect(isIn(wholeDay, "2026-01-06T00:00:00+08:00")).toBe(false);
    const fromNine = contact("09:00", "09:00", [1]);
    expect(isIn(fromNine, "2026-01-05T08:59:00+08:00")).toBe(false);
    expect(isIn(fromNine, "2026-01-06T08:59:00+08:00")).toBe(true);
    expect(isIn(fromNine, "2026-01-06T09:00:00+08:00")).toBe(false);
  });

  it("is the exact opposite of the window with start and end exchanged", () => {
    fc.assert(
      fc.property(windows, starts, ({ startMinute, endMinute }, { zone, atMs }) => {
        fc.pre(startMinute !== endMinute);
        const window = { startMinute, endMinute, days: EVERY_DAY };
        const exchanged = { startMinute: endMinute, endMinute: startMinute, days: EVERY_DAY };
        expect(isInWindow(window, zone, atMs)).toBe(!isInWindow(exchanged, zone, atMs));
      }),
    );
  });

  it("stays true when the window begins earlier, ends later or gets another day", () => {
    fc.assert(
      fc.property(windows, starts, fc.integer({ min: 1, max: 7 }), fc.nat(600), (window, { zone, atMs }, day, more) => {
        fc.pre(window.startMinute < window.endMinute && isInWindow(window, zone, atMs));
        const wider = {
          startMinute: Math.max(0, window.startMinute - more),
          endMinute: Math.min(1439, window.endMinute + more),
          days: [...window.days, day],
        };
        expect(isInWindow(wider, zone, atMs)).toBe(true);
      }),
    );
  });
});

describe("nextWindowOpen", () => {
  it("is the first minute inside, found one by one, over every shift of the clock", () => {
    fc.assert(
      fc.property(windows, starts, (window, { zone, atMs }) => {
        let sweptMs = atMs;
        while (!isInWindow(window, zone, sweptMs)) sweptMs += 60_000;
        expect(nextWindowOpen(window, zone, atMs)).toBe(sweptMs);
      }),
      { numRuns: 150 },
    );
  });

  it("never opens earlier for a later instant", () => {
    fc.assert(
      fc.property(windows, starts, fc.nat(200_000_000), (window, { zone, atMs }, laterMs) => {
        expect(nextWindowOpen(window, zone, atMs + laterMs)).toBeGreaterThanOrEqual(nextWindowOpen(window, zone, atMs));
      }),
    );
  });

  it("opens when the clock jumps into the window", () => {
    const openMs = nextWindowOpen(contact("02:30", "04:00"), "America/New_York", instant("2026-03-08T01:00:00-05:00"));
    expect(formatInstant("America/New_York", openMs)).toBe("2026-03-08T03:00:00-04:00");
  });

  it("waits for the next day when the clock jumps over the whole window", () => {
    const openMs = nextWindowOpen(contact("02:10", "02:50"), "America/New_York", instant("2026-03-08T01:00:00-05:00"));
    expect(formatInstant("America/New_York", openMs)).toBe("2026-03-09T02:10:00-04:00");
  });

  it("throws for a window that never opens", () => {
    expect(() => nextWindowOpen(contact("09:00", "21:00", []), ZONE, 0)).toThrow(RangeError);
    expect(() => nextWindowOpen(contact("09:00", "21:00", [8]), ZONE, 0)).toThrow(RangeError);
    expect(() => nextWindowOpen({ startMinute: 1440, endMinute: 60, days: EVERY_DAY }, ZONE, 0)).toThrow(RangeError);
    expect(() => nextWindowOpen(contact("x", "21:00"), ZONE, 0)).toThrow(RangeError);
  });
});

describe("nextOpenOfAll", () => {
  const brand = contact("09:00", "21:00");
  const open = (hours: Parameters<typeof nextOpenOfAll>[0], at: string, horizonDays?: number): string | undefined => {
    const openMs = nextOpenOfAll(hours, ZONE, instant(at), horizonDays);
    return openMs === undefined ? undefined : formatInstant(ZONE, openMs);
  };

  it("is the instant itself when all hold or none is given", () => {
    expect(open([], "2026-01-05T03:00:00+08:00")).toBe("2026-01-05T03:00:00+08:00");
    expect(open([brand, contact("08:00", "12:00")], "2026-01-05T10:00:00+08:00")).toBe("2026-01-05T10:00:00+08:00");
  });

  it("waits until the narrower of two windows opens on a day of both", () => {
    const saturdayNight = contact("20:00", "10:00", [6]);
    expect(open([brand, saturdayNight], "2026-01-05T10:00:00+08:00")).toBe("2026-01-10T20:00:00+08:00");
    expect(open([brand, saturdayNight], "2026-01-10T21:00:00+08:00")).toBe("2026-01-11T09:00:00+08:00");
  });

  it("takes any of several alternatives, as a persona's mornings and evenings", () => {
    const office = [contact("12:00", "13:30"), contact("18:30", "21:00")];
    expect(open([brand, office], "2026-01-05T13:30:00+08:00")).toBe("2026-01-05T18:30:00+08:00");
    expect(open([brand, office], "2026-01-05T21:00:00+08:00")).toBe("2026-01-06T12:00:00+08:00");
  });

  it("is undefined when the windows never meet, or not within the horizon", () => {
    expect(open([brand, contact("21:00", "09:00")], "2026-01-05T10:00:00+08:00")).toBeUndefined();
    expect(open([contact("09:00", "21:00", [])], "2026-01-05T10:00:00+08:00")).toBeUndefined();
    expect(open([brand, []], "2026-01-05T10:00:00+08:00")).toBeUndefined();
    expect(open([contact("09:00", "21:00", [7])], "2026-01-05T10:00:00+08:00", 5)).toBeUndefined();
  });

  it("is the first minute at which all hold, found one by one", () => {
    fc.assert(
      fc.property(windows, windows, windows, starts, (first, second, third, { zone, atMs }) => {
        const hours = [first, [second, third]];
        const lastMs = atMs + 8 * 86_400_000;
        let sweptMs = atMs;
        while (sweptMs <= lastMs && !isInAllWindows(hours, zone, sweptMs)) sweptMs += 60_000;
        expect(nextOpenOfAll(hours, zone, atMs, 8)).toBe(sweptMs <= lastMs ? sweptMs : undefined);
      }),
      { numRuns: 100 },
    );
  });
});
