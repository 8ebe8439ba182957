import type { Flow } from "@sopflow/schemas";
import { fragmentOf, writeClipboard } from "../document/clipboard/fragment.js";
import { type PreparedPaste, preparePaste } from "../document/clipboard/prepare-paste.js";
import { connect } from "../document/commands/connect.js";
import { disableNodes } from "../document/commands/disable-nodes.js";
import { disconnect } from "../document/commands/disconnect.js";
import { duplicateNodes } from "../document/commands/duplicate-nodes.js";
import { reconnect } from "../document/commands/reconnect.js";
import { removeNodes } from "../document/commands/remove-nodes.js";
import { edgeAt, findNode } from "../document/graph/flow-graph.js";
import { newId, type RandomText, randomText } from "../document/new-id.js";
import { mayConnect } from "../document/rules/may-connect.js";
import { type EditorSession, perform } from "./editor-session.js";
import { clearSelection, showNode } from "./editor-view.js";

/** An edge as it is drawn: from a port to a node. */
export interface Drawn {
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
}

/** The flow as it is now. */
export const flowOf = (session: EditorSession): Flow => session.document.store.getState().flow;

/** Whether a drawn edge would be taken; one from a taken port moves the edge that is there. */
export function mayDraw(flow: Flow, drawn: Drawn): boolean {
  const present = edgeAt(flow, drawn.source, drawn.sourceHandle);
  return mayConnect(flow, { ...drawn, ...(present && { id: present.id }) }).length === 0;
}

/** Draws an edge. A port carries one, so from a taken port the edge that is there is led to the new target. */
export function drawEdge(session: EditorSession, drawn: Drawn, random: RandomText = randomText): boolean {
  const flow = flowOf(session);
  const present = edgeAt(flow, drawn.source, drawn.sourceHandle);
  if (present) return perform(session, reconnect, { edgeId: present.id, ...drawn }).ok;
  return perform(session, connect, { edge: { id: newId(flow, "edge", random), ...drawn } }).ok;
}

export const moveEdge = (session: EditorSession, edgeId: string, drawn: Drawn): boolean =>
  perform(session, reconnect, { edgeId, ...drawn }).ok;

/** Deletes the selection: nodes, leading what came in on to what came after unless said otherwise, or edges. */
export function removeSelection(session: EditorSession, { bridge = true } = {}): boolean {
  const { selectedNodes, selectedEdges } = session.view.getState();
  if (selectedNodes.length > 0) {
    const next = neighbourOf(flowOf(session), selectedNodes);
    const { ok } = perform(session, removeNodes, { nodeIds: selectedNodes, reconnect: bridge });
    clearSelection(session.view);
    session.view.setState({ current: next });
    return ok;
  }
  if (selectedEdges.length === 0) return false;
  const { ok } = perform(session, disconnect, { edgeIds: selectedEdges });
  clearSelection(session.view);
  return ok;
}

/** Where the keyboard goes on when these are gone: a node before them, else one after. */
function neighbourOf(flow: Flow, gone: readonly string[]): string | undefined {
  const before = flow.edges.find((edge) => gone.includes(edge.target) && !gone.includes(edge.source))?.source;
  return before ?? flow.edges.find((edge) => gone.includes(edge.source) && !gone.includes(edge.target))?.target;
}

/** Takes the edge of a port away. */
export function cutPort(session: EditorSession, source: string, port: string): boolean {
  const edge = edgeAt(flowOf(session), source, port);
  return edge !== undefined && perform(session, disconnect, { edgeIds: [edge.id] }).ok;
}

/** The selection as text for the system's clipboard; undefined when no node is selected. */
export function copyText(session: EditorSession): string | undefined {
  const { selectedNodes } = session.view.getState();
  const flow = flowOf(session);
  const present = selectedNodes.filter((id) => findNode(flow, id));
  return present.length === 0 ? undefined : writeClipboard(fragmentOf(flow, present));
}

export function duplicateSelection(session: EditorSession, random: RandomText = randomText): boolean {
  const flow = flowOf(session);
  const { selectedNodes } = session.view.getState();
  if (selectedNodes.length === 0) return false;
  const prepared = preparePaste(flow, fragmentOf(flow, selectedNodes), { random });
  if (!perform(session, duplicateNodes, prepared).ok) return false;
  selectNew(session, prepared);
  return true;
}

/** Selects what was pasted, and shows the first of it. */
export function selectNew(session: EditorSession, { nodes }: PreparedPaste): void {
  const [first] = nodes;
  if (first === undefined) return;
  showNode(session.view, first.id);
  session.view.setState({ selectedNodes: nodes.map((node) => node.id) });
}

export function selectAll(session: EditorSession): void {
  session.view.setState({ selectedNodes: flowOf(session).nodes.map((node) => node.id), selectedEdges: [] });
}

/** Switches the selected nodes off, or on when all of them are off. */
export function toggleDisabled(session: EditorSession): boolean {
  const { selectedNodes } = session.view.getState();
  if (selectedNodes.length === 0) return false;
  const flow = flowOf(session);
  const areOff = selectedNodes.every((id) => findNode(flow, id)?.disabled ?? false);
  return perform(session, disableNodes, { nodeIds: selectedNodes, disabled: !areOff }).ok;
}
