import { describe, expect, it } from "vitest";
import { middleOf, roundedPath } from "./rounded-path.js";
import { startView } from "./start-view.js";

describe("the path of an edge", () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 0, y: 50 },
    { x: 100, y: 50 },
  ];
  it("rounds its corners, by less where there is no room", () => {
    expect(roundedPath(corner, 10)).toBe("M0 0L0 40Q0 50 10 50L100 50");
    expect(
      roundedPath(
        [
          { x: 0, y: 0 },
          { x: 0, y: 8 },
          { x: 100, y: 8 },
        ],
        10,
      ),
    ).toBe("M0 0L0 4Q0 8 4 8L100 8");
    expect(roundedPath([], 10)).toBe("");
  });
  it("has its button in the middle of the longest piece", () => {
    expect(middleOf(corner)).toEqual({ x: 50, y: 50 });
  });
});

describe("the first view of a flow", () => {
  const size = { width: 1000, height: 600 };
  const box = (id: string) => ({ id, width: 200, height: 100 });
  it("shows all of a small flow at full size", () => {
    expect(startView([box("a")], { a: { x: 0, y: 0 } }, size)).toMatchObject({ zoom: 1, x: 400 });
  });
  it("begins a large one at its top, where it can be read", () => {
    const places = { a: { x: 2000, y: 0 }, b: { x: 0, y: 9000 }, c: { x: 4000, y: 9000 } };
    const view = startView([box("a"), box("b"), box("c")], places, size);
    expect([view.zoom, view.x + (2000 + 100) * view.zoom]).toEqual([0.75, 500]);
  });
  it("leaves no empty side beside one that is cut off at the other", () => {
    const places = { a: { x: 0, y: 0 }, b: { x: 4000, y: 9000 } };
    const view = startView([box("a"), box("b")], places, size);
    expect(view.x).toBe(36);
  });
  it("puts a long but narrow one into the middle", () => {
    const places = { a: { x: 400, y: 0 }, b: { x: 0, y: 9000 } };
    const view = startView([box("a"), box("b")], places, size);
    expect(view.x + 300 * view.zoom).toBeCloseTo(500, 0);
  });
  it("takes an empty flow", () => {
    expect(startView([], {}, size).zoom).toBe(1);
  });
});
