import type { ApiClient } from "./api-client.js";
import type { WebhookSecretList, WebhookSecretView } from "./wire-types.js";

/** Secrets of webhooks by name. Their values never come back. */
export const loadSecrets = (api: ApiClient): Promise<WebhookSecretList> => api.call("GET", "/v1/webhook-secrets");
export const saveSecret = (api: ApiClient, name: string, value: string): Promise<WebhookSecretView> =>
  api.call("PUT", placeOf(name), { body: { value } });
export const removeSecret = (api: ApiClient, name: string): Promise<void> => api.call("DELETE", placeOf(name));

const placeOf = (name: string) => `/v1/webhook-secrets/${encodeURIComponent(name)}`;
