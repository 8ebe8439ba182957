import { describe } from "vitest";
import { playSeeds } from "./play-seeds.js";
import { KEPT_SEEDS } from "./seeds.js";

describe("more weeks with crashes at any write, store errors, publishes, moves and pauses", () => {
  playSeeds([14, 15, 16, 17, 18, 19, 20, 21], 20);
});

describe("seeds that found a defect once", () => {
  for (const { seed, days, found } of KEPT_SEEDS) playSeeds([seed], days, ` (${found})`);
});
