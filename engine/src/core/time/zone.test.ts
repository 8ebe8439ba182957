import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInstant } from "./instant-text.js";
import { isZone, zoneOffsetMs } from "./zone.js";

const ZONES = [
  "Asia/Shanghai",
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "America/St_Johns",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "UTC",
];

function offsetByIntl(zone: string, atMs: number): number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(atMs).find((part) => part.type === "timeZoneName")?.value ?? "";
  const match = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name);
  const [, sign, hours = 0, minutes = 0, seconds = 0] = match ?? [];
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === "-" ? 0 - size : size;
}

describe("isZone", () => {
  it.each(["Asia/Shanghai", "UTC", "Etc/GMT-8", "America/Argentina/Ushuaia"])("takes the IANA name %s", (zone) => {
    expect(isZone(zone)).toBe(true);
  });

  it.each(["", "+08:00", "-0500", "GMT+8", "China", "Asia/Atlantis", " Asia/Shanghai", "8"])("refuses %j", (zone) => {
    expect(isZone(zone)).toBe(false);
  });
});

describe("zoneOffsetMs", () => {
  it("agrees with Intl at any instant since 1900", () => {
    const instants = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (zone, atMs) => {
        expect(zoneOffsetMs(zone, atMs)).toBe(offsetByIntl(zone, atMs));
      }),
      { numRuns: 500 },
    );
  });

  it("shifts at the exact millisecond", () => {
    const springMs = Date.UTC(2026, 2, 8, 7);
    expect(zoneOffsetMs("America/New_York", springMs - 1)).toBe(-5 * 3_600_000);
    expect(zoneOffsetMs("America/New_York", springMs)).toBe(-4 * 3_600_000);
  });

  it("knows the half hour of Lord Howe and the daylight time that China kept until 1991", () => {
    expect(zoneOffsetMs("Australia/Lord_Howe", Date.UTC(2026, 0, 1))).toBe(11 * 3_600_000);
    expect(zoneOffsetMs("Australia/Lord_Howe", Date.UTC(2026, 6, 1))).toBe(10.5 * 3_600_000);
    expect(zoneOffsetMs("Asia/Shanghai", Date.UTC(1988, 6, 1))).toBe(9 * 3_600_000);
    expect(zoneOffsetMs("Asia/Shanghai", Date.UTC(2026, 6, 1))).toBe(8 * 3_600_000);
  });

  it("sees daylight time that is left for a few weeks of Ramadan", () => {
    const offsets = ["2014-06-01", "2014-07-10", "2014-09-01", "2014-11-01"].map(
      (date) => zoneOffsetMs("Africa/Cairo", Date.parse(date)) / 3_600_000,
    );
    expect(offsets).toEqual([3, 2, 3, 2]);
  });

  it("answers for the first and last instants that ISO dates can name", () => {
    for (const text of ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]) {
      expect(Number.isInteger(zoneOffsetMs("Asia/Shanghai", parseInstant(text) ?? Number.NaN))).toBe(true);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15])("throws for %s, which is no instant", (atMs) => {
    expect(() => zoneOffsetMs("Asia/Shanghai", atMs)).toThrow(RangeError);
  });

  it("throws for an unknown zone and for a bare offset", () => {
    expect(() => zoneOffsetMs("Asia/Atlantis", 0)).toThrow(RangeError);
    expect(() => zoneOffsetMs("+08:00", 0)).toThrow(RangeError);
  });
});
