import { describe } from "vitest";
import { playSeeds } from "./play-seeds.js";
import { KEPT_SEEDS } from "./seeds.js";

describe("more weeks with crashes at any write, store errors, publishes, moves and pauses", () => {
  playSeeds([19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 77], 20);
});

describe("seeds that found a defect once", () => {
  for (const { seed, days, found } of KEPT_SEEDS) playSeeds([seed], days, ` (${found})`);
});
