import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatInstant, parseInstant } from "./instant-text.js";

describe("parseInstant", () => {
  it.each([
    ["2026-01-01T09:00:00+08:00", "2026-01-01T01:00:00.000Z"],
    ["2026-01-01T09:00:00Z", "2026-01-01T09:00:00.000Z"],
    ["2026-01-01T09:00-03:30", "2026-01-01T12:30:00.000Z"],
    ["2026-01-01T09:00:00.5Z", "2026-01-01T09:00:00.500Z"],
    ["2026-01-01T09:00:00.1239999999999Z", "2026-01-01T09:00:00.123Z"],
    ["2024-02-29T00:00:00+00:00", "2024-02-29T00:00:00.000Z"],
  ])("reads %s", (text, expected) => {
    expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it.each([
    "2026-01-01T09:00:00",
    "2026-01-01",
    "2026-02-29T09:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T23:59:60Z",
    "2026-01-01T09:00:00+0800",
    "2026-01-01T09:00:00+24:00",
    "2026-01-01 09:00:00Z",
    "2026-01-01T09:00:00.Z",
    "2026-01-01T09:00:00Z ",
    "",
  ])("refuses %j", (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe("formatInstant", () => {
  it("writes the zone's own offset", () => {
    const atMs = Date.UTC(2026, 0, 1, 1);
    expect(formatInstant("Asia/Shanghai", atMs)).toBe("2026-01-01T09:00:00+08:00");
    expect(formatInstant("America/New_York", atMs + 7)).toBe("2025-12-31T20:00:00.007-05:00");
    expect(formatInstant("UTC", atMs)).toBe("2026-01-01T01:00:00+00:00");
  });

  it("can be read back, even where old offsets had seconds", () => {
    const zones = fc.constantFrom("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu");
    const instants = fc.integer({ min: Date.UTC(1850, 0, 1), max: Date.UTC(2150, 0, 1) });
    fc.assert(
      fc.property(zones, instants, (zone, atMs) => {
        expect(parseInstant(formatInstant(zone, atMs))).toBe(atMs);
      }),
      { numRuns: 500 },
    );
  });
});
