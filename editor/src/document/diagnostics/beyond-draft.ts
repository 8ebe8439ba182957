import type { Diagnostic, Flow } from "@sopflow/schemas";

/** Problems with other published flows, which only the server knows. */
const BEYOND: ReadonlySet<Diagnostic["code"]> = new Set(["trigger.shared_audience", "flow.instant_cycle_across"]);

/** Of the server's problems those that no check here finds, at nodes that are still there. */
export const beyondDraft = (told: readonly Diagnostic[], flow: Flow): readonly Diagnostic[] =>
  told.filter(({ code, nodeId }) => BEYOND.has(code) && flow.nodes.some(({ id }) => id === nodeId));
