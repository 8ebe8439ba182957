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
  /** How many ports the source has: they share its width evenly. */
  readonly ports: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Left upper corner of each node by id, whole px. */
export type LayoutPlaces = Readonly<Record<string, Point>>;

/** The corners of each edge by id, from its port to the top of its target; every piece runs straight down or across. */
export type LayoutRoutes = Readonly<Record<string, readonly Point[]>>;

export interface FlowLayout {
  readonly places: LayoutPlaces;
  readonly routes: LayoutRoutes;
}

/** Sizes come from node definitions, so that nothing has to be drawn first. */
export function layoutInput(flow: Pick<Flow, "nodes" | "edges">): LayoutInput {
  const known = new Map(flow.nodes.map((node) => [node.id, portsOf(node)]));
  return {
    nodes: flow.nodes.map((node) => ({ id: node.id, ...sizeOf(node) })),
    edges: flow.edges.flatMap(({ id, source, sourceHandle, target }) => {
      const ports = known.get(source);
      if (ports === undefined || !known.has(target)) return [];
      const at = ports.indexOf(sourceHandle);
      return [{ id, source, target, port: at < 0 ? ports.length : at, ports: ports.length }];
    }),
  };
}

/** How far right on its node a port stands, px. */
export const portOffset = (width: number, port: number, ports: number): number =>
  ports === 0 ? width / 2 : (width * (Math.min(port, ports - 1) + 0.5)) / ports;
