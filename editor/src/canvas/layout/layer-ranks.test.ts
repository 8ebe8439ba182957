import { describe, expect, it } from "vitest";
import { layerRanks } from "./layer-ranks.js";
import { layoutFlow } from "./layout-flow.js";
import type { LayoutEdge, LayoutInput } from "./layout-input.js";

/** A flow from texts like `a>b`; several edges of one node stand at its ports from left to right. */
function inputOf(texts: readonly string[]): LayoutInput {
  const pairs = texts.map((text) => text.split(">") as [string, string]); // each text holds one ">"
  const ids = [...new Set(pairs.flat())];
  const edges = pairs.map(([source, target], i): LayoutEdge => {
    const own = pairs.filter((pair) => pair[0] === source);
    return { id: `e${i}`, source, target, port: own.indexOf(pairs[i] ?? [source, target]), ports: own.length };
  });
  return { nodes: ids.map((id) => ({ id, width: 200, height: 80 })), edges };
}

describe("layers", () => {
  it("have each step right below the last one that leads to it, so that a long branch does not pull a short one down", () => {
    const { rankOf } = layerRanks(inputOf(["a>b", "a>c", "b>d", "d>e", "c>e"]));
    expect(Object.fromEntries(rankOf)).toEqual({ a: 0, b: 1, c: 1, d: 2, e: 3 });
  });

  it("do not follow from an edge that leads back", () => {
    const { rankOf, backEdges } = layerRanks(inputOf(["a>b", "b>c", "c>b", "c>c"]));
    expect([Object.fromEntries(rankOf), [...backEdges]]).toEqual([{ a: 0, b: 1, c: 2 }, ["e2", "e3"]]);
  });

  it("take a loop that nothing leads into", () => {
    expect(Object.fromEntries(layerRanks(inputOf(["a>b", "b>a"])).rankOf)).toEqual({ a: 0, b: 1 });
  });
});

it("edges from several ports of one step to the same other one join, and go on as one line", () => {
  const { routes } = layoutFlow(inputOf(["a>b", "a>b", "a>c", "b>d", "d>e", "c>e", "a>e", "a>e"]));
  const ends = (id: string) => routes[id]?.slice(-3);
  expect(routes.e6?.[0]).not.toEqual(routes.e7?.[0]);
  expect(ends("e6")).toEqual(ends("e7"));
});
