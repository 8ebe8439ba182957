import { type Flow, type FlowNode, makeDiagnostic, type Text } from "@sopflow/schemas";
import { portsOf } from "../node-ports.js";

/** A flow as the analyses walk it: enabled parts only, a disabled node being passed through by its first port. */
export interface FlowView {
  readonly flow: Flow;
  readonly nodes: readonly FlowNode[];
  node(id: string): FlowNode | undefined;
  /** Where a port leads; undefined = the path ends. */
  next(id: string, port: string): string | undefined;
  /** Every way out of a node that people can take. */
  ways(id: string): readonly Way[];
  /** How messages call it. */
  nameOf(id: string): string;
}

export interface Way {
  readonly from: FlowNode;
  readonly port: string;
  readonly to: FlowNode;
}

const NO_WAYS: readonly Way[] = [];

/** Prepares a flow for being walked. Edges to nowhere are left out. */
export function viewOf(flow: Flow): FlowView {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  const targets = new Map(flow.edges.map((edge) => [`${edge.source}\n${edge.sourceHandle}`, edge.target]));
  const next = (id: string, port: string) => targets.get(`${id}\n${port}`);
  const ways = new Map<string, readonly Way[]>();
  for (const from of flow.nodes) {
    const ports = from.disabled ? portsOf(from).slice(0, 1) : portsOf(from);
    ways.set(
      from.id,
      ports.flatMap((port) => {
        const to = byId.get(next(from.id, port) ?? "");
        return to ? [{ from, port, to }] : [];
      }),
    );
  }
  return {
    flow,
    nodes: flow.nodes,
    node: (id) => byId.get(id),
    next,
    ways: (id) => ways.get(id) ?? NO_WAYS,
    nameOf: (id) => byId.get(id)?.label ?? id,
  };
}

type WarningCode = Parameters<typeof makeDiagnostic>[0];

/** A warning at a node, or at a place inside it. */
export function warnAt(
  view: FlowView,
  node: FlowNode,
  code: WarningCode,
  params: Readonly<Record<string, string | number | Text>>,
  inside: readonly (string | number)[] = [],
) {
  const path = ["nodes", view.nodes.indexOf(node), ...inside];
  return makeDiagnostic(code, path, params, { nodeId: node.id, severity: "warning" });
}
