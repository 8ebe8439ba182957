import { parseFlow } from "@sopflow/engine/core";
import {
  type Diagnostic,
  FLOW_SCHEMA,
  type Flow,
  type FlowEdge,
  type FlowNode,
  makeDiagnostic,
} from "@sopflow/schemas";

/** Nodes, and the edges between them. */
export interface Fragment {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

/** Marks our text on the system's clipboard. */
const CLIPBOARD_SCHEMA = "sopflow/clipboard@1";
/** Longer texts are not ours. */
const MAX_TEXT_LENGTH = 5_000_000;

/** The chosen nodes with the edges that begin and end among them, in file order. */
export function fragmentOf(flow: Pick<Flow, "nodes" | "edges">, nodeIds: readonly string[]): Fragment {
  const chosen = new Set(nodeIds);
  return {
    nodes: flow.nodes.filter((node) => chosen.has(node.id)),
    edges: flow.edges.filter((edge) => chosen.has(edge.source) && chosen.has(edge.target)),
  };
}

/** A fragment as text for the system's clipboard: it can be pasted into another flow, tab or chat. */
export const writeClipboard = ({ nodes, edges }: Fragment): string =>
  JSON.stringify({ schema: CLIPBOARD_SCHEMA, nodes, edges });

export type ClipboardResult =
  | { readonly kind: "fragment"; readonly fragment: Fragment }
  /** Not ours: the paste belongs to someone else. */
  | { readonly kind: "foreign" }
  | { readonly kind: "faulty"; readonly problems: readonly Diagnostic[] };

/** Reads a clipboard's text: a copied fragment, or a whole flow file. Never throws. */
export function readClipboard(text: string): ClipboardResult {
  const input = text.length > MAX_TEXT_LENGTH ? undefined : parseJson(text);
  if (typeof input !== "object" || input === null || !("schema" in input)) return { kind: "foreign" };
  const { schema } = input;
  if (schema !== CLIPBOARD_SCHEMA && schema !== FLOW_SCHEMA) return { kind: "foreign" };
  const { flow, diagnostics } = parseFlow(schema === FLOW_SCHEMA ? input : asFlow(input));
  if (flow === undefined) return { kind: "faulty", problems: diagnostics };
  if (flow.nodes.length === 0) {
    return { kind: "faulty", problems: [makeDiagnostic("flow.missing_key", "nodes", { key: "nodes" })] };
  }
  return {
    kind: "fragment",
    fragment: fragmentOf(
      flow,
      flow.nodes.map((node) => node.id),
    ),
  };
}

const asFlow = (input: object) => ({ id: "clipboard", name: "clipboard", ...input, schema: FLOW_SCHEMA });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
