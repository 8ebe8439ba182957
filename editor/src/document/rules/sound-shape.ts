import { parseFlow } from "@sopflow/engine/core";
import { type Diagnostic, FLOW_SCHEMA, type Flow, type FlowNode, type FlowSettings } from "@sopflow/schemas";

const STUB = { schema: FLOW_SCHEMA, id: "shape", name: "shape", edges: [] } as const;

export type Shaped<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** A changed node with defaults filled in, or the faults of its shape, at its place in the flow. */
export function shapeNode(flow: Flow, node: unknown, nodeId: string): Shaped<FlowNode> {
  const { flow: parsed, diagnostics } = parseFlow({ ...STUB, nodes: [node] });
  const [value] = parsed?.nodes ?? [];
  if (value !== undefined) return { ok: true, value };
  const index = flow.nodes.findIndex((one) => one.id === nodeId);
  const problems = diagnostics.map((d) => ({ ...d, nodeId, path: d.path.replace(/^nodes\.0/, `nodes.${index}`) }));
  return { ok: false, problems };
}

/** Changed settings with defaults filled in, or the faults of their shape. */
export function shapeSettings(settings: unknown): Shaped<FlowSettings> {
  const { flow, diagnostics } = parseFlow({ ...STUB, nodes: [], settings });
  return flow ? { ok: true, value: flow.settings } : { ok: false, problems: diagnostics };
}

/** The head of a flow: name and description. */
export function shapeHead(head: { name: string; description?: string }): readonly Diagnostic[] {
  return parseFlow({ ...STUB, nodes: [], ...head }).diagnostics;
}
