import { describe } from "vitest";
import { playSeeds } from "./play-seeds.js";

describe("some weeks with crashes at any write, store errors, publishes, moves and pauses", () => {
  playSeeds([2, 3, 4, 5, 6, 7, 9, 13], 20);
});
