import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { playMove } from "./inside-crash.testkit.js";

const PEOPLE = 24;

describe("a move that is cut off at any write", () => {
  it("goes on after the restart and ends as if nothing had been", async () => {
    const whole = await playMove({ dieAt: 0, people: PEOPLE });
    expect(whole.points).toBeGreaterThan(8);
    expect(whole.outcome).toMatchObject({ total: PEOPLE, left: 0 });
    expect(whole.outcome.people.map(({ moves }) => moves)).toEqual(whole.outcome.people.map(() => 1));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.points }), async (dieAt) => {
        const { outcome } = await playMove({ dieAt, people: PEOPLE });
        expect(outcome).toEqual(whole.outcome);
      }),
      { numRuns: Math.min(whole.points, 16), interruptAfterTimeLimit: 12_000 },
    );
  });
});
