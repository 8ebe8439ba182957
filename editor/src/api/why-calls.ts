import type { WhyAnswer, WireEntryCheck } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";

/** What one flow did about one input of a customer, decisions explained. */
export const loadWhy = (api: ApiClient, customerId: string, seq: number, flowId: string): Promise<WhyAnswer> =>
  api.call("GET", `/v1/customers/${encodeURIComponent(customerId)}/why/${seq}`, { query: { flowId } });

/** Why a customer has not entered a flow, as things stand now. */
export const loadEntryCheck = (api: ApiClient, flowId: string, customerId: string): Promise<WireEntryCheck> =>
  api.call("GET", `/v1/flows/${encodeURIComponent(flowId)}/entry-check`, { query: { customerId } });
