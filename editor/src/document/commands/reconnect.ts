import type { EditCommand } from "../edit-command.js";
import { findEdge } from "../graph/flow-graph.js";
import { editDiagnostic } from "../rules/edit-diagnostic.js";
import { mayConnect } from "../rules/may-connect.js";

export interface Reconnect {
  readonly edgeId: string;
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
}

/** Moves an end of an edge to another port or node. */
export const reconnect: EditCommand<Reconnect> = {
  name: "reconnect",
  refuse(flow, { edgeId, ...ends }) {
    if (!findEdge(flow, edgeId)) return [editDiagnostic("edge.unknown_source", "edges", { node: edgeId })];
    return mayConnect(flow, { ...ends, id: edgeId });
  },
  edit(flow, { edgeId, ...ends }) {
    const edge = findEdge(flow, edgeId);
    if (edge) Object.assign(edge, ends);
  },
};
