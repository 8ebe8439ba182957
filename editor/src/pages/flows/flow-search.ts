import { readText } from "../read-search.js";

/** What of a flow is to be shown first, as it stands in the address. */
export interface FlowSearch {
  readonly tab?: "problems";
  readonly nodeId?: string;
}

export function readFlowSearch({ tab, nodeId }: Record<string, unknown>): FlowSearch {
  const node = readText(nodeId);
  return { ...(tab === "problems" && { tab }), ...(node !== undefined && { nodeId: node }) };
}
