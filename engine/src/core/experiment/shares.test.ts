import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differenceOf, shareOf } from "./shares.js";

const round = ({ low, high }: { low: number; high: number }) => [low.toFixed(4), high.toFixed(4)];

describe("shares with their intervals", () => {
  it("are Wilson's and Newcombe's (1998), whose published examples they give", () => {
    expect(round(shareOf(81, 263) ?? { low: 0, high: 0 })).toEqual(["0.2553", "0.3662"]);
    expect(round(shareOf(0, 20) ?? { low: 0, high: 0 })).toEqual(["0.0000", "0.1611"]);
    const a = shareOf(56, 70);
    const b = shareOf(48, 80);
    expect(a && b && round(differenceOf(a, b))).toEqual(["0.0524", "0.3339"]);
    expect(shareOf(0, 0)).toBeUndefined();
  });

  it("hold their value, within 0 and 1, and narrow with more people", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const reached = Math.round(n * part);
        const few = shareOf(reached, n);
        const many = shareOf(reached * 10, n * 10);
        if (!few || !many) return false;
        const isInside = few.low >= 0 && few.low <= few.value && few.value <= few.high && few.high <= 1;
        return isInside && many.high - many.low <= few.high - few.low;
      }),
    );
  });
});
