import type { CustomerView } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";
import type { CustomerPage, TimelinePage } from "./wire-types.js";

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

export const loadTimeline = (api: ApiClient, id: string, before?: string): Promise<TimelinePage> =>
  api.call("GET", `/v1/customers/${encodeURIComponent(id)}/timeline`, { query: { before } });
