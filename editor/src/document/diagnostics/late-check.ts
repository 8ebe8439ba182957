import type { Diagnostic, Flow } from "@sopflow/schemas";
import type { BrandKnowledge } from "./check-draft.js";

let code: typeof import("./check-draft.js") | undefined;

/**
 * Fetches the check of a draft. With all that it knows of nodes, facts and errors it weighs as much as the canvas, which
 * shows without it: a flow that was just opened has no problems for as long as this takes.
 */
export async function loadCheck(): Promise<void> {
  code = await import("./check-draft.js");
}

/** `checkDraft`, or undefined until `loadCheck` is done. */
export const checkWhenLoaded = (flow: Flow, brand: BrandKnowledge, now: number): readonly Diagnostic[] | undefined =>
  code?.checkDraft(flow, brand, now);
