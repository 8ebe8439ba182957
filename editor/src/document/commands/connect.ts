import type { FlowEdge } from "@sopflow/schemas";
import type { EditCommand } from "../edit-command.js";
import { mayAdd } from "../rules/may-add.js";
import { mayConnect } from "../rules/may-connect.js";

/** Draws an edge from a free port to a node. */
export const connect: EditCommand<{ readonly edge: FlowEdge }> = {
  name: "connect",
  refuse(flow, { edge }) {
    const { source, sourceHandle, target } = edge;
    return [...mayAdd(flow, [], [edge]), ...mayConnect(flow, { source, sourceHandle, target })];
  },
  edit(flow, { edge }) {
    flow.edges.push({ ...edge });
  },
};
