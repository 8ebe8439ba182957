import type { Backtest } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";

const at = (flowId: string, rest = "") => `/v1/flows/${encodeURIComponent(flowId)}/backtests${rest}`;

interface BacktestList {
  readonly items: readonly Backtest[];
}

/** Newest first. */
export const loadBacktests = (api: ApiClient, flowId: string): Promise<BacktestList> => api.call("GET", at(flowId));

/** Begins one of the saved draft, or answers the one that has not ended. */
export const startBacktest = (api: ApiClient, flowId: string): Promise<Backtest> => api.call("POST", at(flowId));

export const cancelBacktest = (api: ApiClient, flowId: string, id: string): Promise<BacktestList> =>
  api.call("DELETE", at(flowId, `/${encodeURIComponent(id)}`));
