import type { WhyAnswer, WireEntryCheck } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";

/** What is asked about: what a flow did about one thing that came in, a whole stay in a flow, or a task. */
export type WhyAsk =
  | { readonly of: "input"; readonly customerId: string; readonly seq: number; readonly flowId: string }
  | { readonly of: "stay"; readonly customerId: string; readonly enrollmentId: string }
  | { readonly of: "task"; readonly taskId: string };

/** What flows did, decisions explained. */
export function loadWhy(api: ApiClient, ask: WhyAsk): Promise<WhyAnswer> {
  if (ask.of === "task") return api.call("GET", `/v1/tasks/${encodeURIComponent(ask.taskId)}/why`);
  const path = `/v1/customers/${encodeURIComponent(ask.customerId)}/why`;
  return ask.of === "stay"
    ? api.call("GET", path, { query: { enrollmentId: ask.enrollmentId } })
    : api.call("GET", `${path}/${ask.seq}`, { query: { flowId: ask.flowId } });
}

/** Why a customer has not entered a flow, as things stand now. */
export const loadEntryCheck = (api: ApiClient, flowId: string, customerId: string): Promise<WireEntryCheck> =>
  api.call("GET", `/v1/flows/${encodeURIComponent(flowId)}/entry-check`, { query: { customerId } });
