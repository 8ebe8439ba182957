import type { Diagnostic, Flow, FlowNode } from "@sopflow/schemas";
import type { Edge, Node } from "@xyflow/react";
import { sizeOf } from "../nodes/node-size.js";
import type { LayoutPlaces } from "./layout/layout-input.js";

/** What a card is drawn from; everything else comes from the node's own view. */
export type CardData = { readonly node: FlowNode; readonly problems: readonly Diagnostic[] };
export type CardNode = Node<CardData, "card">;

const NO_PROBLEMS: readonly Diagnostic[] = [];

/**
 * React Flow's nodes of a flow. Sizes are given, so that nothing is measured before it is placed. A card whose node,
 * place and problems are as before is the same object again, and is not drawn again.
 */
export function cardNodes(
  flow: Pick<Flow, "nodes">,
  places: LayoutPlaces,
  problems: ReadonlyMap<string, readonly Diagnostic[]>,
  before: readonly CardNode[] = [],
): CardNode[] {
  const known = new Map(before.map((card) => [card.id, card]));
  return flow.nodes.map((node) => {
    const position = places[node.id] ?? node.position;
    const own = problems.get(node.id) ?? NO_PROBLEMS;
    const old = known.get(node.id);
    const isSame = old?.data.node === node && old.data.problems === own;
    if (isSame && old.position.x === position.x && old.position.y === position.y) return old;
    return { id: node.id, type: "card", position, data: { node, problems: own }, ...sizeOf(node) };
  });
}

/** React Flow's edges of a flow. */
export const cardEdges = (flow: Pick<Flow, "edges">): Edge[] =>
  flow.edges.map(({ id, source, sourceHandle, target }) => ({ id, source, sourceHandle, target, type: "smoothstep" }));
