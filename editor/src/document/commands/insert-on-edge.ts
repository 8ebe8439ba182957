import type { FlowNode } from "@sopflow/schemas";
import { openPortsOf } from "../../nodes/node-ports.js";
import type { EditCommand } from "../edit-command.js";
import { findEdge } from "../graph/flow-graph.js";
import { mayInsert } from "../rules/may-insert.js";

export interface InsertOnEdge {
  readonly edgeId: string;
  readonly node: FlowNode;
  /** Of the second half; the first half keeps the edge's own. */
  readonly newEdgeId: string;
}

/** Puts a new node into an edge. It goes on to where the edge led, by its first open port. */
export const insertOnEdge: EditCommand<InsertOnEdge> = {
  name: "insert-on-edge",
  refuse: (flow, { edgeId, node }) => mayInsert(flow, edgeId, node),
  edit(flow, { edgeId, node, newEdgeId }) {
    const edge = findEdge(flow, edgeId);
    const [port] = openPortsOf(node);
    if (edge === undefined || port === undefined) return;
    const { target } = edge;
    flow.nodes.push(structuredClone(node));
    edge.target = node.id;
    flow.edges.push({ id: newEdgeId, source: node.id, sourceHandle: port, target });
  },
};
