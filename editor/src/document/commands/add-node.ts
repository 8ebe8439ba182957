import type { FlowNode } from "@sopflow/schemas";
import type { EditCommand } from "../edit-command.js";
import { mayAdd } from "../rules/may-add.js";

/** Puts a node on the canvas, connected to nothing. */
export const addNode: EditCommand<{ readonly node: FlowNode }> = {
  name: "add-node",
  refuse: (flow, { node }) => mayAdd(flow, [node]),
  edit(flow, { node }) {
    flow.nodes.push(structuredClone(node));
  },
};
