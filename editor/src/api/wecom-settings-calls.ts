import type { WecomSettingsBody, WecomState } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";
import type {
  ContactWay,
  ContactWayBody,
  ContactWayList,
  WecomCheckList,
  WecomConnectionList,
  WecomReconciliation,
} from "./wire-types.js";

/** Every customer of every member is read from WeCom, page by page. */
const RECONCILE_TIMEOUT_MS = 600_000;
const CHECK_TIMEOUT_MS = 60_000;

/** Each connection as it stands, the first one first. */
export const loadWecomConnections = (api: ApiClient): Promise<WecomConnectionList> =>
  api.call("GET", "/v1/wecom/connections");

export const removeWecom = (api: ApiClient, connection: string): Promise<void> =>
  api.call("DELETE", `/v1/wecom/connections/${encodeURIComponent(connection)}`);

export const loadWecom = (api: ApiClient, connection: string): Promise<WecomState> =>
  api.call("GET", "/v1/wecom", { query: { connection } });

/** What is left out of secrets stays as it is. */
export const saveWecom = (api: ApiClient, connection: string, body: WecomSettingsBody): Promise<WecomState> =>
  api.call("PUT", "/v1/wecom", { query: { connection }, body });

/** Asks WeCom about each point of the set-up, in the order in which they are done. */
export const checkWecom = (api: ApiClient, connection: string): Promise<WecomCheckList> =>
  api.call("POST", "/v1/wecom/check", { query: { connection }, timeoutMs: CHECK_TIMEOUT_MS });

/** Repairs at once what callbacks lost, as every night. */
export const reconcileWecom = (api: ApiClient, connection: string): Promise<WecomReconciliation> =>
  api.call("POST", "/v1/wecom/reconcile", { query: { connection }, timeoutMs: RECONCILE_TIMEOUT_MS });

export const loadContactWays = (api: ApiClient, connection: string): Promise<ContactWayList> =>
  api.call("GET", "/v1/wecom/contact-ways", { query: { connection } });
export const addContactWay = (api: ApiClient, connection: string, body: ContactWayBody): Promise<ContactWay> =>
  api.call("POST", "/v1/wecom/contact-ways", { query: { connection }, body });
