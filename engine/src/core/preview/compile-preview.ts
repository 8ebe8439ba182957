import type { Diagnostic, Flow, FlowNode } from "@sopflow/schemas";
import { compileFlow } from "../flow/compile-flow.js";
import type { CompileOptions } from "../flow/compile-options.js";
import { loadProgram } from "../flow/load-program.js";
import type { Program } from "../flow/program.js";
import { definitionOf } from "../nodes/registry.js";

/** The reason by which a customer leaves at a step that is not finished yet. */
export const UNFINISHED = "preview-unfinished";

export interface CompiledPreview {
  /** Absent when nothing can be played before `errors` are mended. */
  readonly program?: Program;
  /** Steps with errors: who comes there stops. */
  readonly unfinished: ReadonlySet<string>;
  readonly errors: readonly Diagnostic[];
}

/** Stopping at a step may make others wrong that counted on it; after so many rounds the flow is in no state to play. */
const MAX_ROUNDS = 4;

/**
 * Compiles a draft for a preview. Steps with errors become stops, so that the rest can be played while somebody still
 * writes; errors that belong to no step, or to every trigger, must be mended first.
 */
export function compilePreview(flow: Flow, options: CompileOptions): CompiledPreview {
  const unfinished = new Set<string>();
  const first = compileFlow(flow, options);
  const errors = first.diagnostics.filter((d) => d.severity === "error");
  let result = first;
  for (let round = 0; result.compiled === undefined && round < MAX_ROUNDS; round++) {
    for (const error of result.diagnostics.filter((d) => d.severity === "error")) {
      const nodeId = error.nodeId ?? flow.edges.find((edge) => edge.id === error.edgeId)?.source;
      if (nodeId === undefined) return { unfinished, errors };
      unfinished.add(nodeId);
    }
    result = compileFlow(withStops(flow, unfinished), options);
  }
  if (!result.compiled || result.compiled.plan.triggers.length === 0) return { unfinished, errors };
  return { program: loadProgram(result.compiled), unfinished, errors };
}

function withStops(flow: Flow, stops: ReadonlySet<string>): Flow {
  const nodes = flow.nodes.flatMap((node): FlowNode[] => {
    if (!stops.has(node.id)) return [node];
    if (definitionOf(node).trigger) return [];
    return [{ id: node.id, type: "exit", position: node.position, data: { reason: UNFINISHED } }];
  });
  const ids = new Set(nodes.map((node) => node.id));
  const edges = flow.edges.filter((e) => ids.has(e.source) && ids.has(e.target) && !stops.has(e.source));
  return withoutLoose({ ...flow, nodes, edges });
}

/** What only a stop led to would be refused as unreachable. */
function withoutLoose(flow: Flow): Flow {
  const reached = new Set(flow.nodes.filter((node) => definitionOf(node).trigger).map((node) => node.id));
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const { source, target } of flow.edges) if (reached.has(source)) reached.add(target);
  }
  return {
    ...flow,
    nodes: flow.nodes.filter((node) => reached.has(node.id)),
    edges: flow.edges.filter((edge) => reached.has(edge.source)),
  };
}
