import type { Experiments, StoppedStep } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";

const at = (id: string, rest: string) => `/v1/flows/${encodeURIComponent(id)}${rest}`;

/** Steps that were stopped because they issued far more than usual. */
export const loadStops = (api: ApiClient, id: string): Promise<{ items: StoppedStep[] }> =>
  api.call("GET", at(id, "/stops"));
export const releaseStep = (api: ApiClient, id: string, nodeId: string): Promise<{ status: "accepted" }> =>
  api.call("POST", at(id, `/steps/${encodeURIComponent(nodeId)}/release`), { body: {} });

/** How the arms of a flow's experiments do. */
export const loadExperiments = (api: ApiClient, id: string): Promise<Experiments> =>
  api.call("GET", at(id, "/experiments"));
