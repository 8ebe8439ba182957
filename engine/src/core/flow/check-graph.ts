import { type Diagnostic, type FlowNode, makeDiagnostic } from "@sopflow/schemas";
import { definitionOf } from "../nodes/registry.js";
import { findCycles } from "./find-cycles.js";
import { isInstantPort, portsOf } from "./node-ports.js";
import type { DraftNode, FlowDraft } from "./parse-flow.js";

type Edge = FlowDraft["edges"][number];

/** Reports every fault of how nodes are connected. What could not be read of a node is taken as right. */
export function checkGraph({ nodes, edges }: FlowDraft): Diagnostic[] {
  const byId = new Map<string, DraftNode>();
  for (const node of nodes) if (!byId.has(node.id)) byId.set(node.id, node);
  return [
    ...duplicates(nodes, "nodes", { zh: "节点", en: "nodes" }),
    ...duplicates(edges, "edges", { zh: "连线", en: "edges" }),
    ...edges.flatMap((edge) => checkEdge(edge, byId)),
    ...takenPorts(edges),
    ...checkTriggers(nodes),
    ...unreachable(nodes, edges),
    ...instantCycles(nodes, edges),
  ];
}

function duplicates(
  items: readonly { id: string; index: number }[],
  list: "nodes" | "edges",
  what: { zh: string; en: string },
) {
  const seen = new Set<string>();
  return items.flatMap(({ id, index }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const place = list === "nodes" ? { nodeId: id } : { edgeId: id };
    return [makeDiagnostic("flow.duplicate_id", [list, index, "id"], { what, id }, place)];
  });
}

function checkEdge(edge: Edge, byId: ReadonlyMap<string, DraftNode>): Diagnostic[] {
  const { index, id, source, sourceHandle: port, target } = edge;
  const from = byId.get(source);
  const to = byId.get(target);
  const found: Diagnostic[] = [];
  const report = (code: Diagnostic["code"], key: string, params: Record<string, string>, nodeId?: string) => {
    found.push(makeDiagnostic(code, ["edges", index, key], params, { edgeId: id, nodeId }));
  };
  if (!from) report("edge.unknown_source", "source", { node: source });
  if (!to) report("edge.unknown_target", "target", { node: target });
  if (to?.node && definitionOf(to.node).trigger) report("edge.into_trigger", "target", { node: target }, target);
  if (from?.node) {
    const ports = portsOf(from.node);
    const isClosed = definitionOf(from.node).closedPorts?.(from.node.data).includes(port) === true;
    if (ports.length === 0) report("edge.out_of_exit", "source", { node: source }, source);
    else if (!ports.includes(port)) {
      report("edge.unknown_port", "sourceHandle", { node: source, port, ports: ports.join(", ") }, source);
    } else if (isClosed) report("edge.out_of_holdout", "sourceHandle", { port }, source);
  }
  return found;
}

function takenPorts(edges: readonly Edge[]): Diagnostic[] {
  const taken = new Set<string>();
  return edges.flatMap(({ index, id, source, sourceHandle }) => {
    const key = JSON.stringify([source, sourceHandle]);
    if (!taken.has(key)) {
      taken.add(key);
      return [];
    }
    const params = { node: source, port: sourceHandle };
    return [
      makeDiagnostic("edge.port_taken", ["edges", index, "sourceHandle"], params, { edgeId: id, nodeId: source }),
    ];
  });
}

const isTrigger = (node: FlowNode) => definitionOf(node).trigger;

function checkTriggers(nodes: readonly DraftNode[]): Diagnostic[] {
  const hasOne = nodes.some(({ node }) => node === undefined || (isTrigger(node) && node.disabled !== true));
  return hasOne ? [] : [makeDiagnostic("flow.no_trigger", "nodes")];
}

function unreachable(nodes: readonly DraftNode[], edges: readonly Edge[]): Diagnostic[] {
  // A node that could not be read may be a trigger.
  const starts = nodes.filter(({ node }) => node === undefined || isTrigger(node));
  // Without any way in, every node would be reported; that there is none says it all.
  if (starts.length === 0) return [];
  const reached = new Set(starts.map(({ id }) => id));
  const open = [...reached];
  const targets = new Map<string, string[]>();
  for (const { source, target } of edges) targets.set(source, [...(targets.get(source) ?? []), target]);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const target of targets.get(id) ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      open.push(target);
    }
  }
  return nodes
    .filter(({ id }) => !reached.has(id))
    .map(({ id, index, node }) =>
      makeDiagnostic("flow.unreachable_node", ["nodes", index], { node: node?.label ?? id }, { nodeId: id }),
    );
}

function instantCycles(nodes: readonly DraftNode[], edges: readonly Edge[]): Diagnostic[] {
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const instant = edges.filter(({ source, sourceHandle }) => {
    const node = byId.get(source)?.node;
    return node !== undefined && isInstantPort(node, sourceHandle);
  });
  return findCycles(
    nodes.map((n) => n.id),
    instant.map(({ source, target }) => [source, target]),
  ).map((cycle) => {
    const [first = ""] = cycle;
    const names = cycle.map((id) => byId.get(id)?.node?.label ?? id).join(" → ");
    return makeDiagnostic(
      "flow.instant_cycle",
      ["nodes", byId.get(first)?.index ?? 0],
      { nodes: names },
      { nodeId: first },
    );
  });
}
