import type { Flow } from "@sopflow/schemas";
import { openPortsOf } from "../../nodes/node-ports.js";
import type { EditCommand } from "../edit-command.js";
import { edgeAt, findNode } from "../graph/flow-graph.js";
import { mayConnect } from "../rules/may-connect.js";

export interface RemoveNodes {
  readonly nodeIds: readonly string[];
  /** Lead the edges that came in on to where the first connected port went, where the rules allow it. */
  readonly reconnect?: boolean;
}

/** Deletes nodes and every edge that touches them. */
export const removeNodes: EditCommand<RemoveNodes> = {
  name: "remove-nodes",
  edit(flow, { nodeIds, reconnect = false }) {
    const gone = new Set(nodeIds.filter((id) => findNode(flow, id)));
    if (gone.size === 0) return;
    const bridges = reconnect ? bridgesOver(flow, gone) : new Map<string, string>();
    const incoming = flow.edges.filter((edge) => bridges.has(edge.id)).map((edge) => ({ ...edge }));
    flow.nodes = flow.nodes.filter((node) => !gone.has(node.id));
    flow.edges = flow.edges.filter((edge) => !gone.has(edge.source) && !gone.has(edge.target));
    for (const edge of incoming) {
      const bridged = { ...edge, target: bridges.get(edge.id) ?? edge.target };
      const { source, sourceHandle, target } = bridged;
      if (mayConnect(flow, { source, sourceHandle, target }).length === 0) flow.edges.push(bridged);
    }
  },
};

/** Where each edge into the removed nodes would lead once they are gone, by edge id. */
function bridgesOver(flow: Pick<Flow, "nodes" | "edges">, gone: ReadonlySet<string>): Map<string, string> {
  const bridges = new Map<string, string>();
  for (const edge of flow.edges) {
    if (gone.has(edge.source) || !gone.has(edge.target)) continue;
    const end = nextKept(flow, edge.target, gone);
    if (end !== undefined) bridges.set(edge.id, end);
  }
  return bridges;
}

/** The first kept node on the way from a removed one; undefined when the way ends or turns in a circle. */
function nextKept(flow: Pick<Flow, "nodes" | "edges">, start: string, gone: ReadonlySet<string>): string | undefined {
  const seen = new Set<string>();
  let id: string | undefined = start;
  while (id !== undefined && gone.has(id) && !seen.has(id)) {
    seen.add(id);
    id = successor(flow, id);
  }
  return id === undefined || gone.has(id) ? undefined : id;
}

function successor(flow: Pick<Flow, "nodes" | "edges">, id: string): string | undefined {
  const node = findNode(flow, id);
  if (node === undefined) return undefined;
  for (const port of openPortsOf(node)) {
    const edge = edgeAt(flow, id, port);
    if (edge) return edge.target;
  }
  return undefined;
}
