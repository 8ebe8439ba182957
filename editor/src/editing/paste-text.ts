import { type PreparedPaste, preparePaste } from "../document/clipboard/prepare-paste.js";
import { readClipboard } from "../document/clipboard/read-clipboard.js";
import { connect } from "../document/commands/connect.js";
import { paste } from "../document/commands/paste.js";
import { edgeAt, findNode } from "../document/graph/flow-graph.js";
import { newId, type RandomText, randomText } from "../document/new-id.js";
import { mayConnect } from "../document/rules/may-connect.js";
import { openPortsOf } from "../nodes/node-ports.js";
import { type EditorSession, perform } from "./editor-session.js";
import { flowOf, selectNew } from "./gestures.js";

/**
 * Pastes what `copyText` wrote, here or in another flow. With one node selected whose only free port waits for a step,
 * the pasted steps hang on it. Answers whether the text was ours.
 */
export function pasteText(session: EditorSession, text: string, random: RandomText = randomText): boolean {
  const read = readClipboard(text);
  if (read.kind === "foreign") return false;
  if (read.kind === "faulty") {
    session.tellRefused(read.problems);
    return true;
  }
  const { selectedNodes } = session.view.getState();
  const prepared = preparePaste(flowOf(session), read.fragment, { random });
  const mark = session.document.mark();
  if (!perform(session, paste, prepared).ok) return true;
  const [only] = selectedNodes;
  if (only !== undefined && selectedNodes.length === 1) hangOn(session, only, prepared, random);
  session.document.squashToMark(mark, "paste");
  selectNew(session, prepared);
  return true;
}

function hangOn(session: EditorSession, source: string, { nodes, edges }: PreparedPaste, random: RandomText): void {
  const flow = flowOf(session);
  const node = findNode(flow, source);
  const free = node ? openPortsOf(node).filter((port) => !edgeAt(flow, source, port)) : [];
  const roots = nodes.filter(({ id }) => !edges.some((edge) => edge.target === id));
  const [port] = free;
  const [root] = roots;
  if (port === undefined || root === undefined || free.length > 1 || roots.length > 1) return;
  const drawn = { source, sourceHandle: port, target: root.id };
  if (mayConnect(flow, drawn).length > 0) return;
  session.document.run(connect, { edge: { id: newId(flow, "edge", random), ...drawn } });
}
