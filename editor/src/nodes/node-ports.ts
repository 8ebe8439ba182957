import { shapeOf } from "@sopflow/engine/core";
import type { FlowNode } from "@sopflow/schemas";

type Shown = Pick<FlowNode, "type" | "data">;

/** A node's ports from left to right, as the engine defines them. */
export const portsOf = (node: Shown): readonly string[] => shapeOf(node).ports(node.data);

/** Ports that may never carry an edge (a holdout's). */
export const closedPortsOf = (node: Shown): readonly string[] => shapeOf(node).closedPorts?.(node.data) ?? [];

/** Ports that may carry an edge. */
export const openPortsOf = (node: Shown): readonly string[] => {
  const closed = closedPortsOf(node);
  return portsOf(node).filter((port) => !closed.includes(port));
};

/** Triggers begin a flow and take no edge. */
export const isTrigger = (node: Pick<FlowNode, "type">): boolean => shapeOf(node).trigger;

/**
 * Whether a customer can leave by this port in the step that brought them. A disabled node is passed through by its
 * first port.
 */
export const isInstantPort = (node: Pick<FlowNode, "type" | "data" | "disabled">, port: string): boolean =>
  node.disabled ? portsOf(node)[0] === port : shapeOf(node).instant(node.data, port);
