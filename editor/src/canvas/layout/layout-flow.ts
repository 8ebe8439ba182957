import { Graph, layout } from "@dagrejs/dagre";
import { layerRanks } from "./layer-ranks.js";
import type { FlowLayout, LayoutEdge, LayoutInput, Point } from "./layout-input.js";
import { orderByPorts } from "./port-order.js";
import { LAYER_GAP_PX, routeEdges } from "./route-edges.js";

/** Between cards of one layer. */
const NODE_GAP_PX = 48;
/** Between edges that pass a layer. */
const EDGE_GAP_PX = 20;

/**
 * Places every node, top down, and leads every edge around the cards between its ends. Pure: the same input gives the
 * same answer, whatever stood where before. Loops lead back up, beside everything. Edges from several ports of one step
 * to the same other one are laid out as one: they join below their ports. Ids are prefixed on the way, because a graph
 * of plain objects would put ids made of digits first.
 */
export function layoutFlow(input: LayoutInput): FlowLayout {
  const { nodes, edges } = input;
  if (nodes.length === 0) return { places: {}, routes: {} };
  const graph = new Graph({ multigraph: true, compound: true });
  graph.setGraph({
    rankdir: "TB",
    rankalign: "top",
    nodesep: NODE_GAP_PX,
    ranksep: LAYER_GAP_PX,
    edgesep: EDGE_GAP_PX,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(`n:${id}`, { width, height });
  const { rankOf, backEdges } = layerRanks(input);
  const joined = new Map<string, LayoutEdge>();
  const portOfEdge = new Map<string, number>();
  for (const edge of edges) {
    if (backEdges.has(edge.id)) continue;
    const key = joinKey(edge);
    const first = joined.get(key);
    if (first === undefined || edge.port < first.port) joined.set(key, edge);
  }
  for (const [key, { source, target, port }] of joined) {
    portOfEdge.set(`e:${key}`, port);
    // Each edge as long as the layers demand: then there is one solution, and dagre need not search for it.
    const minlen = (rankOf.get(target) ?? 0) - (rankOf.get(source) ?? 0);
    graph.setEdge(`n:${source}`, `n:${target}`, { minlen }, `e:${key}`);
  }
  layout(graph, { customOrder: (layers) => orderByPorts(layers, portOfEdge) });
  const places = Object.fromEntries(
    nodes.map(({ id, width, height }) => {
      // dagre answers with centres.
      const { x = 0, y = 0 } = graph.node(`n:${id}`);
      return [id, { x: Math.round(x - width / 2) + 0, y: Math.round(y - height / 2) + 0 }];
    }),
  );
  const bendsOfKey = new Map<string, readonly Point[]>(
    graph.edges().map((edge) => [(edge.name ?? "").slice(2), (graph.edge(edge).points ?? []).slice(1, -1)]),
  );
  const bends = new Map(edges.map((edge) => [edge.id, bendsOfKey.get(joinKey(edge)) ?? []]));
  return routeEdges(input, places, bends);
}

const joinKey = ({ source, target }: LayoutEdge): string => `${source} ${target}`;
