import { FLOW_TEMPLATES, parseFlow } from "@sopflow/engine/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growFlow } from "./layout.testkit.js";
import { layoutFlow } from "./layout-flow.js";
import { type FlowLayout, type LayoutInput, layoutInput, type Point } from "./layout-input.js";

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

  it("give pieces that would lie on each other lanes of their own", () => {
    const node = (id: string) => ({ id, width: 300, height: 80 });
    const edge = (id: string, source: string, target: string, port: number, ports: number) => ({
      id,
      source,
      target,
      port,
      ports,
    });
    // Both ports of "a" lead past each other: the left one to the right card.
    const input = {
      nodes: [node("a"), node("left"), node("right"), node("b")],
      edges: [edge("1", "a", "right", 0, 2), edge("2", "a", "left", 1, 2), edge("3", "b", "left", 0, 1)],
    };
    const { routes } = layoutFlow(input);
    expect(routes["1"]?.[1]?.y).not.toBe(routes["2"]?.[1]?.y);
  });
});
