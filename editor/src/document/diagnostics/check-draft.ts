import { type AnalysisOptions, analyseFlow, compileFlow } from "@sopflow/engine/core";
import type { Diagnostic, Flow } from "@sopflow/schemas";
import type { CheckOptions } from "../import-flow.js";

/** What a check may know of the brand. */
export interface BrandKnowledge {
  readonly check: CheckOptions;
  readonly analysis: AnalysisOptions;
}

/** Every problem of a draft: what keeps it from being published, and what its analysis doubts. `now` = epoch ms. */
export const checkDraft = (flow: Flow, { check, analysis }: BrandKnowledge, now: number): readonly Diagnostic[] => [
  ...compileFlow(flow, { ...check, version: 1, now }).diagnostics,
  ...analyseFlow(flow, analysis),
];

/** Problems with other published flows, which only the server knows. */
const BEYOND: ReadonlySet<Diagnostic["code"]> = new Set(["trigger.shared_audience", "flow.instant_cycle_across"]);

/** Of the server's problems those that no check here finds, at nodes that are still there. */
export const beyondDraft = (told: readonly Diagnostic[], flow: Flow): readonly Diagnostic[] =>
  told.filter(({ code, nodeId }) => BEYOND.has(code) && flow.nodes.some(({ id }) => id === nodeId));
