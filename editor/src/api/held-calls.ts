import type { HeldKind, HeldLinePage, HeldSums } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";

export interface HeldFilter {
  readonly flowId?: string | undefined;
  readonly advisorId?: string | undefined;
  /** Local dates, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What did not go out as planned, summed by every side. */
export const loadHeld = (api: ApiClient, filter: HeldFilter): Promise<HeldSums> =>
  api.call("GET", "/v1/held", { query: { ...filter } });

export interface HeldStep extends HeldFilter {
  readonly flowId: string;
  readonly nodeId: string;
  readonly what: HeldKind;
  readonly reason: string;
}

/** The cases behind one sum. */
export const loadHeldLines = (api: ApiClient, step: HeldStep, after?: string): Promise<HeldLinePage> =>
  api.call("GET", "/v1/held/lines", { query: { ...step, after } });
