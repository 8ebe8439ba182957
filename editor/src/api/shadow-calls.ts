import type { Shadow, ShadowDifferenceKind, ShadowDifferencePage } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";

const at = (flowId: string, rest = "") => `/v1/flows/${encodeURIComponent(flowId)}/shadow${rest}`;

interface ShadowAnswer {
  readonly shadow?: Shadow;
}

/** The one that runs, or the last one. */
export const loadShadow = (api: ApiClient, flowId: string): Promise<ShadowAnswer> => api.call("GET", at(flowId));

/** Begins one of the saved draft. */
export const startShadow = (api: ApiClient, flowId: string, days: number): Promise<Shadow> =>
  api.call("POST", at(flowId), { body: { days } });

export const endShadow = (api: ApiClient, flowId: string): Promise<ShadowAnswer> => api.call("DELETE", at(flowId));

export interface ShadowFilter {
  readonly kind?: ShadowDifferenceKind | undefined;
  readonly nodeId?: string | undefined;
  readonly after?: string | undefined;
}

/** Newest first. */
export const loadShadowDifferences = (
  api: ApiClient,
  flowId: string,
  filter: ShadowFilter,
): Promise<ShadowDifferencePage> => api.call("GET", at(flowId, "/differences"), { query: { ...filter } });
