import type { Flow } from "@sopflow/schemas";
import { portsOf } from "../../nodes/node-ports.js";
import { sizeOf } from "../../nodes/node-size.js";

/** What a layout needs to know of a flow. Plain data, so that it can be sent to a worker. */
export interface LayoutInput {
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
}
export interface LayoutNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}
export interface LayoutEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Place of its port among the source's ports, from the left. */
  readonly port: number;
}

/** Left upper corner of each node by id, whole px. */
export type LayoutPlaces = Readonly<Record<string, { readonly x: number; readonly y: number }>>;

/** Sizes come from node definitions, so that nothing has to be drawn first. */
export function layoutInput(flow: Pick<Flow, "nodes" | "edges">): LayoutInput {
  const known = new Map(flow.nodes.map((node) => [node.id, portsOf(node)]));
  return {
    nodes: flow.nodes.map((node) => ({ id: node.id, ...sizeOf(node) })),
    edges: flow.edges.flatMap(({ id, source, sourceHandle, target }) => {
      const ports = known.get(source);
      if (ports === undefined || !known.has(target)) return [];
      const at = ports.indexOf(sourceHandle);
      return [{ id, source, target, port: at < 0 ? ports.length : at }];
    }),
  };
}
