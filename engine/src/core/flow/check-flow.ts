import type { Diagnostic, FlowNode } from "@sopflow/schemas";
import { definitionOf } from "../nodes/registry.js";
import { checkGraph } from "./check-graph.js";
import { checkSettings } from "./check-settings.js";
import type { CompileOptions } from "./compile-options.js";
import { flowFacts } from "./flow-facts.js";
import { makeNodeCheck } from "./make-node-check.js";
import type { FlowDraft } from "./parse-flow.js";

/** Reports every fault of a flow's meaning: settings, nodes in file order, then how they are connected. */
export function checkFlow(draft: FlowDraft, options: CompileOptions): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const { flowId, settings } = draft;
  const readable = draft.nodes.flatMap(({ node }): FlowNode[] => (node ? [node] : []));
  const facts = flowFacts(readable, readable.length === draft.nodes.length, options.attributes);
  const zone = settings?.timezone ?? "";
  if (settings)
    checkSettings(settings, makeNodeCheck({ flowId, zone, base: ["settings"] }, facts, options, diagnostics));
  for (const { index, node } of draft.nodes) {
    if (!node) continue;
    const { id: nodeId, disabled = false } = node;
    const check = makeNodeCheck(
      { flowId, zone, base: ["nodes", index], nodeId, disabled },
      facts,
      options,
      diagnostics,
    );
    definitionOf(node).check(node, check);
  }
  return [...diagnostics, ...checkGraph(draft)];
}
