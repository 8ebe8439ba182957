import { describe, expect, it } from "vitest";
import { placeCard } from "./place-card.js";

const CARD = { width: 340, height: 160 };
const VIEW = { width: 1440, height: 900 };
const at = (x: number, y: number, width = 80, height = 30) => placeCard({ x, y, width, height }, CARD, VIEW);

describe("where the card of the tour stands", () => {
  it("is right of its target where there is room, else left, below, above", () => {
    expect(at(100, 300)).toEqual({ x: 194, y: 296 });
    expect(at(1300, 300)).toEqual({ x: 946, y: 296 });
    expect(at(200, 100, 1100)).toEqual({ x: 580, y: 144 });
    expect(at(200, 800, 1100)).toEqual({ x: 580, y: 626 });
  });

  it("stays inside the window", () => {
    expect(at(100, 0).y).toBe(12);
    expect(at(100, 880).y).toBe(900 - 160 - 12);
  });

  it("is the lower right corner where there is nothing to stand beside, or no room", () => {
    const corner = { x: 1088, y: 728 };
    expect(placeCard(undefined, CARD, VIEW)).toEqual(corner);
    expect(at(0, 0, 1440, 900)).toEqual(corner);
  });
});
