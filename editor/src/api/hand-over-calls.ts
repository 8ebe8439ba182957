import type { HandOverAnswer, HandOverBody, HandOverList } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";

/** Hands customers to another advisor; WeCom is asked for those whom it knows. */
export const handOver = (api: ApiClient, body: HandOverBody): Promise<HandOverAnswer> =>
  api.call("POST", "/v1/hand-overs", { body });

/** How far it is with the customers of one advisor, or with one customer. */
export const loadHandOvers = (
  api: ApiClient,
  about: { readonly from?: string; readonly customerId?: string },
): Promise<HandOverList> => api.call("GET", "/v1/hand-overs", { query: about });
