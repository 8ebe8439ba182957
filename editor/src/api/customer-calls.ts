import type { CustomerView, PreviewCustomer, TimelineKind } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";
import type { ChangeTagsBody, CustomerPage, TimelinePage } from "./wire-types.js";

export interface CustomerFilter {
  readonly search?: string | undefined;
  readonly tag?: string | undefined;
  readonly tier?: string | undefined;
  readonly advisorId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export const loadCustomers = (api: ApiClient, filter: CustomerFilter): Promise<CustomerPage> =>
  api.call("GET", "/v1/customers", { query: { ...filter } });

export const loadCustomer = (api: ApiClient, id: string): Promise<CustomerView> =>
  api.call("GET", `/v1/customers/${encodeURIComponent(id)}`);

export interface TimelineFilter {
  readonly kind?: TimelineKind | undefined;
  readonly flowId?: string | undefined;
}

export const loadTimeline = (
  api: ApiClient,
  id: string,
  before?: string,
  filter: TimelineFilter = {},
): Promise<TimelinePage> =>
  api.call("GET", `/v1/customers/${encodeURIComponent(id)}/timeline`, { query: { ...filter, before } });

/** A customer whole, for the preview of a flow. */
export const loadPreviewCustomer = (api: ApiClient, id: string): Promise<PreviewCustomer> =>
  api.call("GET", `/v1/customers/${encodeURIComponent(id)}/preview`);

/** Taken at once, on the customer a moment later. */
export const changeTags = (api: ApiClient, id: string, body: ChangeTagsBody): Promise<unknown> =>
  api.call("POST", `/v1/customers/${encodeURIComponent(id)}/tags`, { body });
