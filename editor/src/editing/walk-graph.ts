import type { Flow } from "@sopflow/schemas";
import type { LayoutPlaces } from "../canvas/layout/layout-input.js";
import { edgeAt, findNode } from "../document/graph/flow-graph.js";
import { portsOf } from "../nodes/node-ports.js";

export type Direction = "up" | "down" | "left" | "right";

/**
 * The node that an arrow key leads to: down along the first connected port, up to where the way came from, left and
 * right to the next card of the same layer. Undefined = there is none.
 */
export function walkGraph(flow: Flow, places: LayoutPlaces, from: string, direction: Direction): string | undefined {
  const node = findNode(flow, from);
  if (node === undefined) return undefined;
  if (direction === "down") {
    for (const port of portsOf(node)) {
      const edge = edgeAt(flow, from, port);
      if (edge) return edge.target;
    }
    return undefined;
  }
  if (direction === "up") return parentOf(flow, places, from);
  return besides(flow, places, from, direction);
}

/** Of several ways in, the one from the nearest card above. */
function parentOf(flow: Flow, places: LayoutPlaces, id: string): string | undefined {
  const here = places[id];
  const sources = flow.edges.filter((edge) => edge.target === id).map((edge) => edge.source);
  if (here === undefined) return sources[0];
  const distance = (other: string) => {
    const there = places[other] ?? here;
    return Math.hypot(there.x - here.x, there.y - here.y) + (there.y < here.y ? 0 : 1e6);
  };
  return sources.sort((a, b) => distance(a) - distance(b))[0];
}

function besides(flow: Flow, places: LayoutPlaces, id: string, direction: "left" | "right"): string | undefined {
  const here = places[id];
  if (here === undefined) return undefined;
  const sign = direction === "right" ? 1 : -1;
  return flow.nodes
    .map((node) => ({ id: node.id, place: places[node.id] }))
    .filter(({ id: other, place }) => other !== id && place?.y === here.y && (place.x - here.x) * sign > 0)
    .sort((a, b) => ((a.place?.x ?? 0) - (b.place?.x ?? 0)) * sign)[0]?.id;
}
