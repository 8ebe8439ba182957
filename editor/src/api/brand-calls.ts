import type { BrandSettings, Taxonomy } from "@sopflow/schemas";
import type { Answer, ApiClient } from "./api-client.js";
import type { AdvisorBody, AdvisorList, AlertList, ProductBody, ProductList } from "./wire-types.js";

/** With the ETag that a save names, so that two people do not overwrite each other. */
export const loadSettings = (api: ApiClient): Promise<Answer<BrandSettings>> => api.callTagged("GET", "/v1/settings");

/** Fails with `settings.revision_conflict` when they changed since. */
export const saveSettings = (
  api: ApiClient,
  settings: BrandSettings,
  etag: string | undefined,
): Promise<Answer<BrandSettings>> =>
  api.callTagged("PUT", "/v1/settings", { body: settings, ...(etag !== undefined && { ifMatch: etag }) });

export const loadTaxonomy = (api: ApiClient): Promise<Answer<Taxonomy>> => api.callTagged("GET", "/v1/taxonomy");
export const saveTaxonomy = (api: ApiClient, taxonomy: Taxonomy, etag: string | undefined): Promise<Answer<Taxonomy>> =>
  api.callTagged("PUT", "/v1/taxonomy", { body: taxonomy, ...(etag !== undefined && { ifMatch: etag }) });

export const loadProducts = (api: ApiClient): Promise<ProductList> => api.call("GET", "/v1/products");
export const saveProduct = (api: ApiClient, sku: string, body: ProductBody): Promise<unknown> =>
  api.call("PUT", `/v1/products/${encodeURIComponent(sku)}`, { body });

export const loadAdvisors = (api: ApiClient): Promise<AdvisorList> => api.call("GET", "/v1/advisors");
export const saveAdvisor = (api: ApiClient, id: string, body: AdvisorBody): Promise<unknown> =>
  api.call("PUT", `/v1/advisors/${encodeURIComponent(id)}`, { body });

export const loadAlerts = (api: ApiClient): Promise<AlertList> =>
  api.call("GET", "/v1/alerts", { query: { limit: 100 } });
