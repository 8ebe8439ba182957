import type { FlowSummary } from "@sopflow/schemas";
import type { WireFlowState } from "../../api/wire-types.js";

export const FLOW_STATES = ["live", "draft", "paused", "archived"] as const satisfies readonly WireFlowState[];

/** Filters of the list, as they stand in the address. */
export interface FlowListSearch {
  readonly q?: string;
  /** One state; "all" shows the archived too. Without it: all that are in use. */
  readonly state?: WireFlowState | "all";
}

export function readFlowListSearch(search: Record<string, unknown>): FlowListSearch {
  const { q, state } = search;
  const known = FLOW_STATES.find((s) => s === state);
  return {
    ...(typeof q === "string" && q !== "" && { q }),
    ...(known ? { state: known } : state === "all" && { state: "all" as const }),
  };
}

/** Live flows first, then by the last change. */
export function filterFlows(flows: readonly FlowSummary[], { q = "", state }: FlowListSearch): FlowSummary[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return flows
    .filter((flow) => {
      if (state === undefined ? flow.state === "archived" : state !== "all" && flow.state !== state) return false;
      const text = `${flow.name}\n${flow.description ?? ""}\n${flow.flowId}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort(
      (a, b) =>
        FLOW_STATES.indexOf(a.state) - FLOW_STATES.indexOf(b.state) ||
        b.updatedAt - a.updatedAt ||
        (a.flowId < b.flowId ? -1 : 1),
    );
}
