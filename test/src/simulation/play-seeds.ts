import { expect, it } from "vitest";
import { simulate } from "./simulate.js";

const TIMEOUT_MS = 180_000;

/** One test for each seed. The titles are the seeds that were played: `npm run simulate -- --seed N --days D` repeats one. */
export function playSeeds(seeds: readonly number[], days: number, note = ""): void {
  it.each(seeds)(`seed %i: ${days} days and what they leave behind${note}`, { timeout: TIMEOUT_MS }, async (seed) => {
    const { events, steps } = await simulate({ seed, days });
    expect(events).toBeGreaterThan(days);
    expect(steps).toBeGreaterThan(days);
  });
}
