import { Graph, layout } from "@dagrejs/dagre";
import type { LayoutInput, LayoutPlaces } from "./layout-input.js";
import { orderByPorts } from "./port-order.js";

/** Between cards of one layer, and between layers: room for an edge with its "+". */
const NODE_GAP_PX = 48;
const LAYER_GAP_PX = 72;

/**
 * Places every node, top down. Pure: the same input gives the same places, whatever stood where before. Loops lead back
 * up. Ids are prefixed on the way, because a graph of plain objects would put ids made of digits first.
 */
export function layoutFlow({ nodes, edges }: LayoutInput): LayoutPlaces {
  if (nodes.length === 0) return {};
  const graph = new Graph({ multigraph: true, compound: true });
  graph.setGraph({ rankdir: "TB", nodesep: NODE_GAP_PX, ranksep: LAYER_GAP_PX, edgesep: NODE_GAP_PX / 2 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(`n:${id}`, { width, height });
  const portOfEdge = new Map<string, number>();
  for (const { id, source, target, port } of edges) {
    portOfEdge.set(`e:${id}`, port);
    graph.setEdge(`n:${source}`, `n:${target}`, {}, `e:${id}`);
  }
  layout(graph, { customOrder: (layers) => orderByPorts(layers, portOfEdge) });
  return Object.fromEntries(
    nodes.map(({ id, width, height }) => {
      // dagre answers with centres.
      const { x = 0, y = 0 } = graph.node(`n:${id}`);
      return [id, { x: Math.round(x - width / 2) + 0, y: Math.round(y - height / 2) + 0 }];
    }),
  );
}
