import type { LayoutEdge, LayoutInput } from "./layout-input.js";

/** How the nodes of a flow lie above each other. */
export interface LayerRanks {
  /** The layer of each node by id, 0 = the highest. */
  readonly rankOf: ReadonlyMap<string, number>;
  /** Edges that lead back to a step before them, by id: they close a loop, and no layer can follow from them. */
  readonly backEdges: ReadonlySet<string>;
}

/**
 * Puts every node as high as it may stand: right below the lowest of the nodes that lead to it. So what follows a step
 * is seen right under it, and only what many ways lead to (an exit, say) stands far down.
 */
export function layerRanks({ nodes, edges }: LayoutInput): LayerRanks {
  const out = new Map<string, LayoutEdge[]>(nodes.map(({ id }) => [id, []]));
  const hasWayIn = new Set(edges.map((edge) => edge.target));
  for (const edge of [...edges].sort((a, b) => a.port - b.port)) out.get(edge.source)?.push(edge);
  const backEdges = new Set<string>();
  const state = new Map<string, "open" | "done">();
  /** Nodes after everything that follows them. */
  const finished: string[] = [];
  const visit = (root: string) => {
    const stack = [{ id: root, next: 0 }];
    state.set(root, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const edge = out.get(top.id)?.[top.next];
      top.next += 1;
      if (edge === undefined) {
        state.set(top.id, "done");
        finished.push(top.id);
        stack.pop();
      } else if (state.get(edge.target) === "open") backEdges.add(edge.id);
      else if (!state.has(edge.target)) {
        state.set(edge.target, "open");
        stack.push({ id: edge.target, next: 0 });
      }
    }
  };
  for (const { id } of nodes) if (!hasWayIn.has(id)) visit(id);
  // What is left stands in a loop that nothing leads into.
  for (const { id } of nodes) if (!state.has(id)) visit(id);

  const rankOf = new Map(nodes.map(({ id }) => [id, 0]));
  for (const id of finished.reverse()) {
    const below = (rankOf.get(id) ?? 0) + 1;
    for (const edge of out.get(id) ?? []) {
      if (!backEdges.has(edge.id)) rankOf.set(edge.target, Math.max(rankOf.get(edge.target) ?? 0, below));
    }
  }
  return { rankOf, backEdges };
}
