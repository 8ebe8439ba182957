import type { FlowNode, NodeType } from "@sopflow/schemas";
import { NODE_VIEWS } from "./registry.js";

/** A new node of a type with the type's default parameters, which are of a sound shape as they are. */
export const createNode = (type: NodeType, id: string, position: FlowNode["position"]): FlowNode =>
  ({ id, type, position, data: NODE_VIEWS[type].create() }) as FlowNode; // the registry ties each type to its own data
