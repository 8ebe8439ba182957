import type { Diagnostic, Flow, FlowNode } from "@sopflow/schemas";
import { type Edge, MarkerType, type Node } from "@xyflow/react";
import { sizeOf } from "../nodes/node-size.js";
import type { LayoutPlaces, LayoutRoutes, Point } from "./layout/layout-input.js";

/** What a card is drawn from; everything else comes from the node's own view. */
export type CardData = {
  readonly node: FlowNode;
  /** What it does, in one line of plain words. Here and not on the card, because names of other steps are in it. */
  readonly summary: string;
  readonly problems: readonly Diagnostic[];
  /** Ports that carry an edge, in one text. */
  readonly taken: string;
};
export type CardNode = Node<CardData, "card">;

export type RouteData = { readonly route: readonly Point[] | undefined };
export type RouteEdge = Edge<RouteData, "route">;

const NO_PROBLEMS: readonly Diagnostic[] = [];
const BETWEEN_PORTS = "/";

/** Whether a port is among the taken ones of a card. */
export const isTaken = (taken: string, port: string): boolean => taken.split(BETWEEN_PORTS).includes(port);

/**
 * React Flow's nodes of a flow. Sizes are given, so that nothing is measured before it is placed. A card whose node,
 * place and problems are as before is the same object again, and is not drawn again. One that the layout has not placed
 * yet is kept out of sight for those few milliseconds.
 */
export function cardNodes(
  flow: Pick<Flow, "nodes" | "edges">,
  places: LayoutPlaces,
  problems: ReadonlyMap<string, readonly Diagnostic[]>,
  describe: (node: FlowNode) => string,
  before: readonly CardNode[] = [],
  selected: readonly string[] = [],
): CardNode[] {
  const known = new Map(before.map((card) => [card.id, card]));
  const ports = new Map<string, string[]>();
  for (const { source, sourceHandle } of flow.edges) ports.set(source, [...(ports.get(source) ?? []), sourceHandle]);
  return flow.nodes.map((node) => {
    const place = places[node.id];
    const position = place ?? node.position;
    const data = {
      node,
      summary: describe(node),
      problems: problems.get(node.id) ?? NO_PROBLEMS,
      taken: (ports.get(node.id) ?? []).join(BETWEEN_PORTS),
    };
    const isSelected = selected.includes(node.id);
    const old = known.get(node.id);
    if (old && isSame(old, data, position, isSelected)) return old;
    return {
      id: node.id,
      type: "card",
      position,
      data,
      selected: isSelected,
      ...(place === undefined && { className: "unplaced" }),
      ...sizeOf(node),
    };
  });
}

function isSame(old: CardNode, data: CardData, position: Point, selected: boolean): boolean {
  const isNode = old.data.node === data.node && old.data.summary === data.summary;
  const isState = old.data.problems === data.problems && old.data.taken === data.taken;
  const isPlace = old.position.x === position.x && old.position.y === position.y && old.className === undefined;
  return isNode && isState && isPlace && (old.selected ?? false) === selected;
}

const ARROW = { type: MarkerType.ArrowClosed, width: 14, height: 14, color: "var(--edge)" } as const;

/** There the start of a chosen edge can be dragged too: below the cards its port is in the way. */
const ABOVE_CARDS = 1_001;

/** React Flow's edges of a flow, as drawn before where nothing changed. */
export function routeEdges(
  flow: Pick<Flow, "edges">,
  routes: LayoutRoutes,
  before: readonly RouteEdge[] = [],
  selected: readonly string[] = [],
): RouteEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  return flow.edges.map(({ id, source, sourceHandle, target }) => {
    const isSelected = selected.includes(id);
    const route = routes[id];
    const old = known.get(id);
    const isEnds = old?.source === source && old.sourceHandle === sourceHandle && old.target === target;
    if (old && isEnds && (old.selected ?? false) === isSelected && sameRoute(old.data?.route, route)) return old;
    return {
      id,
      source,
      sourceHandle,
      target,
      type: "route",
      selected: isSelected,
      zIndex: isSelected ? ABOVE_CARDS : 0,
      data: { route },
      markerEnd: ARROW,
      focusable: false,
    };
  });
}

function sameRoute(a: readonly Point[] | undefined, b: readonly Point[] | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((point, i) => point.x === b[i]?.x && point.y === b[i]?.y);
}
