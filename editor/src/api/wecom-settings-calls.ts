import type { WecomSettingsBody, WecomState } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";
import type { ContactWay, ContactWayBody, ContactWayList, WecomCheckList, WecomReconciliation } from "./wire-types.js";

/** Every customer of every member is read from WeCom, page by page. */
const RECONCILE_TIMEOUT_MS = 600_000;
const CHECK_TIMEOUT_MS = 60_000;

export const loadWecom = (api: ApiClient): Promise<WecomState> => api.call("GET", "/v1/wecom");

/** What is left out of secrets stays as it is. */
export const saveWecom = (api: ApiClient, body: WecomSettingsBody): Promise<WecomState> =>
  api.call("PUT", "/v1/wecom", { body });

/** Asks WeCom about each point of the set-up, in the order in which they are done. */
export const checkWecom = (api: ApiClient): Promise<WecomCheckList> =>
  api.call("POST", "/v1/wecom/check", { timeoutMs: CHECK_TIMEOUT_MS });

/** Repairs at once what callbacks lost, as every night. */
export const reconcileWecom = (api: ApiClient): Promise<WecomReconciliation> =>
  api.call("POST", "/v1/wecom/reconcile", { timeoutMs: RECONCILE_TIMEOUT_MS });

export const loadContactWays = (api: ApiClient): Promise<ContactWayList> => api.call("GET", "/v1/wecom/contact-ways");
export const addContactWay = (api: ApiClient, body: ContactWayBody): Promise<ContactWay> =>
  api.call("POST", "/v1/wecom/contact-ways", { body });
