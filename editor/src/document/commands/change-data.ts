import { type Flow, type FlowNode, makeDiagnostic } from "@sopflow/schemas";
import { current, isDraft } from "immer";
import type { EditCommand } from "../edit-command.js";
import { dropLostEdges } from "../graph/drop-lost-edges.js";
import { findNode } from "../graph/flow-graph.js";
import { type Shaped, shapeNode } from "../rules/sound-shape.js";
import { type FieldPath, setAtPath } from "../set-at-path.js";

export interface ChangeData {
  readonly nodeId: string;
  /** Inside the node's parameters; empty = all of them. */
  readonly path: FieldPath;
  /** Undefined takes the field away, or the element out of its list. */
  readonly value: unknown;
}

/**
 * Changes a field of a node's parameters. What has no sound shape is refused with every fault, so a form keeps its own
 * text until it has. Edges of ports that are gone by it go too.
 */
export const changeData: EditCommand<ChangeData> = {
  name: "change-data",
  refuse(flow, { nodeId, path, value }) {
    const node = findNode(flow, nodeId);
    if (node === undefined) return [makeDiagnostic("edge.unknown_source", "nodes", { node: nodeId })];
    const shaped = withValue(flow, node, path, value);
    return shaped.ok ? [] : shaped.problems;
  },
  edit(flow, { nodeId, path, value }) {
    const index = flow.nodes.findIndex((node) => node.id === nodeId);
    const node = flow.nodes[index];
    if (node === undefined) return;
    const before = isDraft(node) ? current(node) : node;
    const shaped = withValue(flow, before, path, value);
    if (!shaped.ok || JSON.stringify(shaped.value.data) === JSON.stringify(before.data)) return;
    flow.nodes[index] = shaped.value;
    dropLostEdges(flow, nodeId);
  },
};

const withValue = (flow: Flow, node: FlowNode, path: FieldPath, value: unknown): Shaped<FlowNode> =>
  shapeNode(flow, { ...node, data: setAtPath(node.data, path, value) }, node.id);
