import { parseFlow } from "@sopflow/engine/core";
import { type Diagnostic, FLOW_SCHEMA, makeDiagnostic } from "@sopflow/schemas";
import { ownText } from "./clipboard-text.js";
import { type Fragment, fragmentOf } from "./fragment.js";

export type ClipboardResult =
  | { readonly kind: "fragment"; readonly fragment: Fragment }
  /** Not ours: the paste belongs to someone else. */
  | { readonly kind: "foreign" }
  | { readonly kind: "faulty"; readonly problems: readonly Diagnostic[] };

/** Reads a clipboard's text: a copied fragment, or a whole flow file. Never throws. */
export function readClipboard(text: string): ClipboardResult {
  const input = ownText(text);
  if (input === undefined) return { kind: "foreign" };
  const { flow, diagnostics } = parseFlow(input.schema === FLOW_SCHEMA ? input : asFlow(input));
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
