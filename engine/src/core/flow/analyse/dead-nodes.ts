import type { Diagnostic } from "@sopflow/schemas";
import { definitionOf } from "../../nodes/registry.js";
import type { DeadPorts } from "./dead-ways.js";
import { type FlowView, type Way, warnAt } from "./flow-view.js";

/** Nodes that edges lead to, but nobody can get to: the first of each stretch behind a port that never opens. */
export function findDeadNodes(view: FlowView, dead: DeadPorts): Diagnostic[] {
  const isOpen = ({ from, port }: Way) => dead.get(from.id)?.has(port) !== true;
  const reached = new Set(view.nodes.filter((node) => definitionOf(node).trigger).map(({ id }) => id));
  for (const id of reached) for (const way of view.ways(id)) if (isOpen(way)) reached.add(way.to.id); // grows as it is walked
  const first = new Map<string, Way>();
  for (const id of reached) {
    for (const way of view.ways(id)) if (!reached.has(way.to.id) && !first.has(way.to.id)) first.set(way.to.id, way);
  }
  return [...first.values()].map(({ from, port, to }) =>
    warnAt(view, to, "flow.dead_node", { node: view.nameOf(to.id), from: view.nameOf(from.id), port }),
  );
}
