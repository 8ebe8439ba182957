import type { Diagnostic, Flow, FlowEdge, FlowNode } from "@sopflow/schemas";
import type { EditCommand } from "../edit-command.js";
import { mayAdd } from "../rules/may-add.js";
import { mayConnect } from "../rules/may-connect.js";

/** Nodes with new ids, and edges between them: what `preparePaste` makes of a clipboard. */
export interface Paste {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

/** Adds a fragment. Its edges obey the same rules as drawn ones. */
export const paste: EditCommand<Paste> = {
  name: "paste",
  refuse: (flow, fragment) => mayPaste(flow, fragment),
  edit(flow, { nodes, edges }) {
    flow.nodes.push(...structuredClone([...nodes]));
    flow.edges.push(...structuredClone([...edges]));
  },
};

/** Why the fragment may not be added; empty = it may. Edges are asked one after another, as if each were drawn. */
export function mayPaste(flow: Flow, { nodes, edges }: Paste): readonly Diagnostic[] {
  const problems = mayAdd(flow, nodes, edges);
  if (problems.length > 0) return problems;
  const grown = { nodes: [...flow.nodes, ...nodes], edges: [...flow.edges] };
  for (const edge of edges) {
    const { source, sourceHandle, target } = edge;
    const refused = mayConnect(grown, { source, sourceHandle, target });
    if (refused.length > 0) return refused;
    grown.edges.push(edge);
  }
  return [];
}
