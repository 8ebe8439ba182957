import type { Flow, FlowEdge, FlowNode } from "@sopflow/schemas";

/** Nodes, and the edges between them. */
export interface Fragment {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

/** Marks our text on the system's clipboard. */
export const CLIPBOARD_SCHEMA = "sopflow/clipboard@1";

/** The chosen nodes with the edges that begin and end among them, in file order. */
export function fragmentOf(flow: Pick<Flow, "nodes" | "edges">, nodeIds: readonly string[]): Fragment {
  const chosen = new Set(nodeIds);
  return {
    nodes: flow.nodes.filter((node) => chosen.has(node.id)),
    edges: flow.edges.filter((edge) => chosen.has(edge.source) && chosen.has(edge.target)),
  };
}

/** A fragment as text for the system's clipboard: it can be pasted into another flow, tab or chat. */
export const writeClipboard = ({ nodes, edges }: Fragment): string =>
  JSON.stringify({ schema: CLIPBOARD_SCHEMA, nodes, edges });
