import type { FlowNode } from "@sopflow/schemas";
import { definitionOf } from "../nodes/registry.js";

/** A node's ports, in the order in which a canvas shows them. */
export const portsOf = (node: Pick<FlowNode, "type" | "data">): readonly string[] =>
  definitionOf(node).ports(node.data);

/**
 * Whether an enrollment can leave the node by this port in the step that reached it. A disabled node is passed through
 * by its first port.
 */
export function isInstantPort(node: Pick<FlowNode, "type" | "data" | "disabled">, port: string): boolean {
  if (node.disabled) return portsOf(node)[0] === port;
  return definitionOf(node).instant(node.data, port);
}
