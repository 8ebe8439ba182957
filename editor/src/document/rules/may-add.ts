import type { Diagnostic, Flow, FlowEdge, FlowNode } from "@sopflow/schemas";
import { editDiagnostic } from "./edit-diagnostic.js";

/** What `flowSchema` takes at most. */
export const MAX_NODES = 500;
export const MAX_EDGES = 2_000;

/** Why these may not be added; empty = they may: room for them, and ids of their own. */
export function mayAdd(flow: Flow, nodes: readonly FlowNode[], edges: readonly FlowEdge[] = []): readonly Diagnostic[] {
  return [
    ...hasRoom("nodes", flow.nodes.length + nodes.length, MAX_NODES),
    ...hasRoom("edges", flow.edges.length + edges.length, MAX_EDGES),
    ...ownIds(flow.nodes, nodes, { zh: "节点", en: "nodes" }),
    ...ownIds(flow.edges, edges, { zh: "连线", en: "edges" }),
  ];
}

function hasRoom(key: "nodes" | "edges", count: number, max: number): readonly Diagnostic[] {
  if (count <= max) return [];
  const problem = { zh: `太多了，最多 ${max} 个`, en: `too many, at most ${max}` };
  return [editDiagnostic("flow.bad_value", key, { key, problem })];
}

type Part = { readonly id: string };

function ownIds(present: readonly Part[], added: readonly Part[], what: { zh: string; en: string }): Diagnostic[] {
  const taken = new Set(present.map((part) => part.id));
  return added.flatMap(({ id }) => {
    if (taken.has(id)) return [editDiagnostic("flow.duplicate_id", "", { what, id })];
    taken.add(id);
    return [];
  });
}
