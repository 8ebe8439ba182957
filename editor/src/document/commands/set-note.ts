import type { EditCommand } from "../edit-command.js";
import { findNode } from "../graph/flow-graph.js";
import { shapeNode } from "../rules/sound-shape.js";

export interface SetNote {
  readonly nodeId: string;
  /** Empty = none. */
  readonly note: string;
}

/** Writes down what a colleague should know of a node. */
export const setNote: EditCommand<SetNote> = {
  name: "set-note",
  refuse(flow, { nodeId, note }) {
    const node = findNode(flow, nodeId);
    const shaped = shapeNode(flow, { ...node, note }, nodeId);
    return shaped.ok ? [] : shaped.problems;
  },
  edit(flow, { nodeId, note }) {
    const node = findNode(flow, nodeId);
    if (node === undefined) return;
    if (note === "") delete node.note;
    else node.note = note;
  },
};
