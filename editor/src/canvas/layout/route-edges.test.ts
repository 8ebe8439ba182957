import { FLOW_TEMPLATES, parseFlow } from "@sopflow/engine/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growFlow } from "./layout.testkit.js";
import { layoutFlow } from "./layout-flow.js";
import { type FlowLayout, type LayoutInput, layoutInput, type Point } from "./layout-input.js";
import { routeEdges } from "./route-edges.js";

/** Edges that touch a card other than at their own ends. */
function cardsCrossed({ nodes, edges }: LayoutInput, { places, routes }: FlowLayout): string[] {
  return edges.flatMap((edge) => {
    const points = routes[edge.id] ?? [];
    return points.slice(1).flatMap((to, i) => {
      const from = points[i] ?? to;
      return nodes
        .filter(({ id, width, height }) => {
          const { x, y } = places[id] ?? { x: 0, y: 0 };
          return meets(from, to, { left: x, right: x + width, top: y, bottom: y + height });
        })
        .map(({ id }) => `${edge.id} crosses ${id}`);
    });
  });
}

/** Whether a piece goes through the inside of a box; its rim may be touched. */
function meets(a: Point, b: Point, box: { left: number; right: number; top: number; bottom: number }): boolean {
  const isRight = Math.max(a.x, b.x) > box.left && Math.min(a.x, b.x) < box.right;
  return isRight && Math.max(a.y, b.y) > box.top && Math.min(a.y, b.y) < box.bottom;
}

const isStraight = (points: readonly Point[]) =>
  points.slice(1).every((to, i) => to.x === points[i]?.x || to.y === points[i]?.y);

const flows = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat({ max: 1_000 }), { minLength: 10, maxLength: 120 }))
  .map(([size, choices]) => {
    let at = 0;
    const choose = (max: number) => {
      at += 1;
      return (choices[at % choices.length] ?? 0) % max;
    };
    return growFlow(size, choose, 25);
  });

describe("routes of edges", () => {
  it.each(FLOW_TEMPLATES.map(({ id, file }) => ({ id, file })))("cross no card in $id", ({ file }) => {
    const { flow } = parseFlow(file);
    if (flow === undefined) throw new Error("a template does not parse");
    const input = layoutInput(flow);
    expect(cardsCrossed(input, layoutFlow(input))).toEqual([]);
  });

  it("cross no card in any flow, and run down or across only, from the port to the target's top", () => {
    fc.assert(
      fc.property(flows, (flow) => {
        const input = layoutInput(flow);
        const layout = layoutFlow(input);
        expect(cardsCrossed(input, layout)).toEqual([]);
        for (const edge of input.edges) {
          const points = layout.routes[edge.id] ?? [];
          expect(isStraight(points)).toBe(true);
          expect(points.at(-1)?.y).toBe(layout.places[edge.target]?.y);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("take lanes of their own where pieces would lie on each other, and one where they join", () => {
    const node = (id: string) => ({ id, width: 100, height: 80 });
    const edge = (id: string, source: string, target: string) => ({ id, source, target, port: 0, ports: 1 });
    const nodes = [node("a"), node("b"), node("c"), node("d")];
    const places = { a: { x: 0, y: 0 }, b: { x: 200, y: 0 }, c: { x: 0, y: 200 }, d: { x: 200, y: 200 } };
    const laneOf = (one: readonly Point[] | undefined) => one?.[1]?.y;
    const across = routeEdges({ nodes, edges: [edge("1", "a", "d"), edge("2", "b", "c")] }, places, new Map()).routes;
    expect(laneOf(across["1"])).not.toBe(laneOf(across["2"]));
    const joined = routeEdges({ nodes, edges: [edge("1", "a", "d"), edge("2", "c", "d")] }, places, new Map()).routes;
    expect(joined["1"]?.at(-1)).toEqual(joined["2"]?.at(-1));
  });

  it("move layers apart where more of them run across than there is room for", () => {
    const many = [...Array(9).keys()];
    const nodes = many.flatMap((i) => [`a${i}`, `b${i}`]).map((id) => ({ id, width: 100, height: 80 }));
    const edges = many.map((i) => ({ id: `${i}`, source: `a${i}`, target: `b${8 - i}`, port: 0, ports: 1 }));
    const rows = many.flatMap((i) => [
      [`a${i}`, { x: i * 150, y: 0 }] as const,
      [`b${i}`, { x: i * 150, y: 160 }] as const,
    ]);
    const { places, routes } = routeEdges({ nodes, edges }, Object.fromEntries(rows), new Map());
    const lanes = edges.flatMap((edge) => (routes[edge.id]?.length === 4 ? [routes[edge.id]?.[1]?.y ?? 0] : []));
    expect(lanes).toHaveLength(8);
    expect(Math.max(...lanes)).toBeLessThan(places.b0?.y ?? 0);
    expect(routes["0"]?.at(-1)?.y).toBe(places.b8?.y);
    expect(places.b0?.y).toBeGreaterThan(160);
  });
});
