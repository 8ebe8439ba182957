import type { FlowNode } from "@sopflow/schemas";
import type { EditCommand } from "../edit-command.js";
import { mayAddAfter } from "../rules/may-insert.js";

export interface AddAfterPort {
  readonly source: string;
  readonly port: string;
  readonly node: FlowNode;
  readonly edgeId: string;
}

/** Hangs a new node on a free port. */
export const addAfterPort: EditCommand<AddAfterPort> = {
  name: "add-after-port",
  refuse: (flow, { source, port, node }) => mayAddAfter(flow, source, port, node),
  edit(flow, { source, port, node, edgeId }) {
    flow.nodes.push(structuredClone(node));
    flow.edges.push({ id: edgeId, source, sourceHandle: port, target: node.id });
  },
};
