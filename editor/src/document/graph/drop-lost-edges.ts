import type { Flow } from "@sopflow/schemas";
import type { Draft } from "immer";
import { openPortsOf } from "../../nodes/node-ports.js";
import { findNode } from "./flow-graph.js";

/**
 * After a node's ports changed: its edges of ports that are gone go too. Only when exactly one edge would be lost and
 * the first port has none does that edge move there, so that "wait for the result" can be switched without losing the
 * next step.
 */
export function dropLostEdges(flow: Draft<Flow>, nodeId: string): void {
  const node = findNode(flow, nodeId);
  if (node === undefined) return;
  const ports = openPortsOf(node);
  const own = flow.edges.filter((edge) => edge.source === nodeId);
  const lost = own.filter((edge) => !ports.includes(edge.sourceHandle));
  const [only, ...others] = lost;
  if (only === undefined) return;
  const [first] = ports;
  const isFree = first !== undefined && !own.some((edge) => edge.sourceHandle === first);
  if (others.length === 0 && isFree) {
    only.sourceHandle = first;
    return;
  }
  flow.edges = flow.edges.filter((edge) => !lost.includes(edge));
}
