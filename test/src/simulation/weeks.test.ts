import { describe } from "vitest";
import { playSeeds } from "./play-seeds.js";

describe("some weeks with crashes at any write, store errors, publishes, moves and pauses", () => {
  playSeeds([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18], 20);
});
