import { Graph, layout } from "@dagrejs/dagre";
import type { FlowLayout, LayoutInput, Point } from "./layout-input.js";
import { orderByPorts } from "./port-order.js";
import { LAYER_GAP_PX, routeEdges } from "./route-edges.js";

/** Between cards of one layer. */
const NODE_GAP_PX = 48;

/**
 * Places every node, top down, and leads every edge around the cards between its ends. Pure: the same input gives the
 * same answer, whatever stood where before. Loops lead back up. Ids are prefixed on the way, because a graph of plain
 * objects would put ids made of digits first.
 */
export function layoutFlow({ nodes, edges }: LayoutInput): FlowLayout {
  if (nodes.length === 0) return { places: {}, routes: {} };
  const graph = new Graph({ multigraph: true, compound: true });
  graph.setGraph({
    rankdir: "TB",
    rankalign: "top",
    nodesep: NODE_GAP_PX,
    ranksep: LAYER_GAP_PX,
    edgesep: NODE_GAP_PX / 2,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(`n:${id}`, { width, height });
  const portOfEdge = new Map<string, number>();
  for (const { id, source, target, port } of edges) {
    portOfEdge.set(`e:${id}`, port);
    graph.setEdge(`n:${source}`, `n:${target}`, {}, `e:${id}`);
  }
  layout(graph, { customOrder: (layers) => orderByPorts(layers, portOfEdge) });
  const places = Object.fromEntries(
    nodes.map(({ id, width, height }) => {
      // dagre answers with centres.
      const { x = 0, y = 0 } = graph.node(`n:${id}`);
      return [id, { x: Math.round(x - width / 2) + 0, y: Math.round(y - height / 2) + 0 }];
    }),
  );
  const bends = new Map<string, readonly Point[]>(
    graph.edges().map((edge) => [(edge.name ?? "").slice(2), (graph.edge(edge).points ?? []).slice(1, -1)]),
  );
  return { places, routes: routeEdges({ nodes, edges }, places, bends) };
}
