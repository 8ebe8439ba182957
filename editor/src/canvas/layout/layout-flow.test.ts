import { FLOW_TEMPLATES, parseFlow } from "@sopflow/engine/core";
import type { Flow } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growFlow } from "./layout.testkit.js";
import { layoutFlow } from "./layout-flow.js";
import { type LayoutInput, type LayoutPlaces, layoutInput } from "./layout-input.js";

/** Pairs of nodes whose cards overlap. */
function overlaps({ nodes }: LayoutInput, places: LayoutPlaces): string[] {
  const boxes = nodes.map((node) => ({ ...node, ...(places[node.id] ?? { x: Number.NaN, y: Number.NaN }) }));
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => !(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y))
      .map((b) => `${a.id} ${b.id}`),
  );
}

/** Children of one node that stand in one layer, but not in the order of its ports. */
function wrongOrder({ edges }: LayoutInput, places: LayoutPlaces): string[] {
  return edges.flatMap((a) =>
    edges
      .filter((b) => a.source === b.source && a.port < b.port && a.target !== b.target)
      .filter((b) => places[a.target]?.y === places[b.target]?.y)
      .filter((b) => (places[a.target]?.x ?? 0) > (places[b.target]?.x ?? 0))
      .map((b) => `${a.source}: ${a.target} ${b.target}`),
  );
}

const templates = FLOW_TEMPLATES.flatMap(({ id, file }) => {
  const { flow } = parseFlow(file);
  return flow ? [{ id, flow }] : [];
});
/** Any flow, as a list of choices that shrinks. */
const grown = (joins: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat({ max: 1_000 }), { minLength: 10, maxLength: 120 }))
    .map(([size, choices]): Flow => {
      let at = 0;
      const choose = (max: number) => {
        at += 1;
        return (choices[at % choices.length] ?? 0) % max;
      };
      return growFlow(size, choose, joins);
    });

describe("the layout", () => {
  it.each(templates)("$id: overlaps nothing, and every step stands below a step that leads to it", ({ flow }) => {
    const input = layoutInput(flow);
    const { places } = layoutFlow(input);
    expect(overlaps(input, places)).toEqual([]);
    for (const { id } of input.nodes) {
      const into = input.edges.filter((edge) => edge.target === id);
      const isBelow = into.some((edge) => (places[edge.source]?.y ?? 0) < (places[id]?.y ?? 0));
      expect([id, into.length === 0 || isBelow]).toEqual([id, true]);
    }
  });

  it("overlaps nothing in any flow, with loops and joins, and places every node", () => {
    fc.assert(
      fc.property(grown(25), (flow) => {
        const input = layoutInput(flow);
        const { places } = layoutFlow(input);
        expect(Object.keys(places).sort()).toEqual(flow.nodes.map((n) => n.id).sort());
        expect(overlaps(input, places)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("keeps the order of ports from left to right in every tree", () => {
    fc.assert(
      fc.property(grown(0), (flow) => {
        const input = layoutInput(flow);
        expect(wrongOrder(input, layoutFlow(input).places)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same places again, wherever nodes stood before", () => {
    for (const { flow } of templates) {
      const moved = { ...flow, nodes: flow.nodes.map((n, i) => ({ ...n, position: { x: i * 7, y: -i } })) };
      expect(layoutFlow(layoutInput(moved))).toEqual(layoutFlow(layoutInput(flow)));
    }
  });

  it("takes an empty flow, a node alone, a node that leads to itself, and ids made of digits", () => {
    expect(layoutFlow({ nodes: [], edges: [] })).toEqual({ places: {}, routes: {} });
    const node = (id: string) => ({ id, width: 200, height: 80 });
    expect(layoutFlow({ nodes: [node("a")], edges: [] }).places).toEqual({ a: { x: 0, y: 0 } });
    const loop = { id: "e", source: "a", target: "a", port: 0, ports: 1 };
    expect(Object.keys(layoutFlow({ nodes: [node("a")], edges: [loop] }).places)).toEqual(["a"]);
    const digits = layoutFlow({
      nodes: [node("r"), node("9"), node("1")],
      edges: [
        { id: "x", source: "r", target: "9", port: 0, ports: 2 },
        { id: "y", source: "r", target: "1", port: 1, ports: 2 },
      ],
    }).places;
    expect(digits["9"]?.x).toBeLessThan(digits["1"]?.x ?? 0);
  });
});
