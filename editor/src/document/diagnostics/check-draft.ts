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
