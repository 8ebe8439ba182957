import type { Diagnostic, Flow, NodeType } from "@sopflow/schemas";
import { addAfterPort } from "../document/commands/add-after-port.js";
import { addNode } from "../document/commands/add-node.js";
import { insertOnEdge } from "../document/commands/insert-on-edge.js";
import { edgeAt, findNode } from "../document/graph/flow-graph.js";
import { newId, type RandomText, randomText } from "../document/new-id.js";
import { editDiagnostic } from "../document/rules/edit-diagnostic.js";
import { mayAddAfter, mayInsert } from "../document/rules/may-insert.js";
import { createNode } from "../nodes/create-node.js";
import { isTrigger } from "../nodes/node-ports.js";
import { NODE_TYPES } from "../nodes/registry.js";
import { type EditorSession, perform } from "./editor-session.js";
import { type Slot, showNode } from "./editor-view.js";

/** How far below its source a new node stands until the layout has placed it, px. */
const BELOW_PX = 180;

/** Why a step of this type may not be put there; empty = it may. */
export function mayPlace(flow: Flow, type: NodeType, slot: Slot): readonly Diagnostic[] {
  const node = createNode(type, "new", { x: 0, y: 0 });
  // Whatever stands on an empty canvas first, nobody would come to it.
  if (slot.kind === "free")
    return flow.nodes.length > 0 || isTrigger(node) ? [] : [editDiagnostic("flow.no_trigger", "nodes")];
  const edge = edgeAt(flow, slot.source, slot.port);
  return edge ? mayInsert(flow, edge.id, node) : mayAddAfter(flow, slot.source, slot.port, node);
}

/** The types that may be put there, in the palette's order. */
export const typesFor = (flow: Flow, slot: Slot): readonly NodeType[] =>
  NODE_TYPES.filter((type) => mayPlace(flow, type, slot).length === 0);

/** Puts a new step there and opens its form: into the edge of a taken port, else after the port. Answers its id. */
export function placeStep(
  session: EditorSession,
  type: NodeType,
  slot: Slot,
  random: RandomText = randomText,
): string | undefined {
  const { flow } = session.document.store.getState();
  const id = newId(flow, type.replace(".", "-"), random);
  const result = place(session, flow, type, slot, id, random);
  if (!result) return undefined;
  showNode(session.view, id);
  return id;
}

function place(session: EditorSession, flow: Flow, type: NodeType, slot: Slot, id: string, random: RandomText) {
  if (slot.kind === "free") {
    const node = createNode(type, id, round(slot.position ?? { x: 0, y: 0 }));
    return perform(session, addNode, { node }).ok;
  }
  const source = findNode(flow, slot.source);
  const at = source?.position ?? { x: 0, y: 0 };
  const node = createNode(type, id, round({ x: at.x, y: at.y + BELOW_PX }));
  const edge = edgeAt(flow, slot.source, slot.port);
  const edgeId = newId(flow, "edge", random);
  if (edge) return perform(session, insertOnEdge, { edgeId: edge.id, node, newEdgeId: edgeId }).ok;
  return perform(session, addAfterPort, { source: slot.source, port: slot.port, node, edgeId }).ok;
}

const round = ({ x, y }: { x: number; y: number }) => ({ x: Math.round(x) + 0, y: Math.round(y) + 0 });
