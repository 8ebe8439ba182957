import type { StartFlowAnswer } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";

/** Live flows that people may be put into by hand. */
export const loadStartable = (api: ApiClient): Promise<{ items: { flowId: string; name: string }[] }> =>
  api.call("GET", "/v1/startable-flows");

/** Puts customers into a flow; its own rules say a moment later whether they enter. */
export const startFlow = (
  api: ApiClient,
  flowId: string,
  customers: readonly string[],
  idempotencyKey?: string,
): Promise<StartFlowAnswer> =>
  api.call("POST", `/v1/flows/${encodeURIComponent(flowId)}/start`, {
    body: { customers },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
