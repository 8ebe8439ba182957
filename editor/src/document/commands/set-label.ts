import type { EditCommand } from "../edit-command.js";
import { findNode } from "../graph/flow-graph.js";
import { shapeNode } from "../rules/sound-shape.js";

export interface SetLabel {
  readonly nodeId: string;
  /** Empty = the title of its type. */
  readonly label: string;
}

/** Gives a node a title of its author's. */
export const setLabel: EditCommand<SetLabel> = {
  name: "set-label",
  refuse(flow, { nodeId, label }) {
    const node = findNode(flow, nodeId);
    const shaped = shapeNode(flow, { ...node, label }, nodeId);
    return shaped.ok ? [] : shaped.problems;
  },
  edit(flow, { nodeId, label }) {
    const node = findNode(flow, nodeId);
    if (node === undefined) return;
    if (label === "") delete node.label;
    else node.label = label;
  },
};
