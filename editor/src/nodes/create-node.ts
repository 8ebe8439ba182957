import { type FlowNode, flowNodeSchema, type NodeType } from "@sopflow/schemas";
import { NODE_VIEWS } from "./registry.js";

/** A new node of a type with the type's default parameters. */
export function createNode(type: NodeType, id: string, position: FlowNode["position"]): FlowNode {
  return flowNodeSchema.parse({ id, type, position, data: NODE_VIEWS[type].create() });
}
