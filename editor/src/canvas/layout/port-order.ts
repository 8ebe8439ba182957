import type { graphlib } from "@dagrejs/dagre";

type Layers = graphlib.Graph;

/**
 * Orders the nodes of each layer so that what hangs on a left port stands left of what hangs on a right one: a walk
 * from the roots that takes ports from left to right, each layer in the order in which it is first reached.
 *
 * Instead of dagre's own search for fewer crossings: that shuffles branches, so "yes" may stand right of "no" and a
 * small edit may turn half the picture round. In trees this order has no crossing; at joins it may have a few more.
 */
export function orderByPorts(graph: Layers, portOfEdge: ReadonlyMap<string, number>): void {
  const next = new Map<number, number>();
  const seen = new Set<string>();
  const rank = (id: string): number => graph.node(id).rank ?? 0;
  const roots = graph.nodes().filter((id) => graph.children(id).length === 0);
  const open = [...roots].sort((a, b) => rank(a) - rank(b)).reverse();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const at = next.get(rank(id)) ?? 0;
    graph.node(id).order = at;
    next.set(rank(id), at + 1);
    open.push(...followers(graph, id, portOfEdge).reverse());
  }
}

/** Nodes of the next layer, from the leftmost port on. Edges keep their names where dagre cut them into pieces. */
function followers(graph: Layers, id: string, portOfEdge: ReadonlyMap<string, number>): string[] {
  const port = (name: string | undefined) => portOfEdge.get(name ?? "") ?? Number.MAX_SAFE_INTEGER;
  return [...(graph.outEdges(id) ?? [])].sort((a, b) => port(a.name) - port(b.name)).map((edge) => edge.w);
}
