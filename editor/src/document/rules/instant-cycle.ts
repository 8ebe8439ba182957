import type { Flow, FlowEdge } from "@sopflow/schemas";
import { isInstantPort } from "../../nodes/node-ports.js";
import { findNode } from "../graph/flow-graph.js";

type Way = Pick<FlowEdge, "source" | "sourceHandle" | "target">;

/**
 * The nodes of a loop without a wait that this edge would close, in order of travel; undefined when it closes none.
 * Which ports are left in the same step is the engine's to say. Loops that are there already are not this edge's fault.
 */
export function instantCycleBy(flow: Pick<Flow, "nodes" | "edges">, way: Way): string[] | undefined {
  const source = findNode(flow, way.source);
  if (source === undefined || !isInstantPort(source, way.sourceHandle)) return undefined;
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const next = new Map<string, string[]>();
  for (const { source: from, sourceHandle, target } of flow.edges) {
    const node = nodes.get(from);
    if (node !== undefined && isInstantPort(node, sourceHandle)) next.set(from, [...(next.get(from) ?? []), target]);
  }
  const cameFrom = new Map<string, string | undefined>([[way.target, undefined]]);
  for (const id of cameFrom.keys()) {
    // A Map may grow while it is walked: this is the search's queue.
    if (id === way.source) return wayTo(id, cameFrom);
    for (const to of next.get(id) ?? []) if (!cameFrom.has(to)) cameFrom.set(to, id);
  }
  return undefined;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const way: string[] = [];
  for (let id: string | undefined = end; id !== undefined; id = cameFrom.get(id)) way.push(id);
  return way.reverse();
}
