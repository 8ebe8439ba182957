import { parseDuration } from "@sopflow/engine/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationParts, durationText } from "./duration-parts.js";
import { readTime } from "./read-time.js";

describe("durations as amounts and units", () => {
  it.each([
    ["P3D", [{ amount: 3, unit: "day" }]],
    ["P2W", [{ amount: 14, unit: "day" }]],
    ["PT90M", [{ amount: 90, unit: "minute" }]],
    ["PT3H", [{ amount: 3, unit: "hour" }]],
    [
      "P1DT12H",
      [
        { amount: 1, unit: "day" },
        { amount: 12, unit: "hour" },
      ],
    ],
    ["PT0S", [{ amount: 0, unit: "minute" }]],
    ["P0D", [{ amount: 0, unit: "day" }]],
    ["-P3D", [{ amount: 3, unit: "day" }]],
  ])("%s", (text, parts) => {
    expect(durationParts(text)).toEqual(parts);
  });
  it("keep their length through parts and back", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(100_000), (days, seconds) => {
        const text = `P${days}DT${seconds}S`;
        expect(parseDuration(durationText(durationParts(text)))).toEqual(parseDuration(text));
      }),
    );
  });
});

describe("times of day as people type them", () => {
  it.each([
    ["9:30", "09:30"],
    ["0930", "09:30"],
    ["9：05", "09:05"],
    ["23:59", "23:59"],
    ["24:00", undefined],
    ["9:3", undefined],
    ["", undefined],
  ])("%s", (text, time) => {
    expect(readTime(text)).toBe(time);
  });
});
