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

  it("leaves free what is read meanwhile, unless it speaks of that", () => {
    const form = { x: 1056, y: 97, width: 384, height: 803 };
    const beside = (x: number, y: number) => placeCard({ x, y, width: 80, height: 30 }, CARD, VIEW, form);
    const publish = beside(1310, 58);
    expect(publish).toEqual({ x: 702, y: 54 });
    const step = beside(690, 300);
    expect(step).toEqual({ x: 336, y: 296 });
    expect(beside(1310, 400)).toEqual({ x: 956, y: 396 });
  });
});
