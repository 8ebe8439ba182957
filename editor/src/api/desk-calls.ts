import type { Note, Reminder } from "@sopflow/schemas";
import type { ApiClient, RequestOptions } from "./api-client.js";

/** What advisors wrote down about a customer, newest first. */
export const loadNotes = (api: ApiClient, customerId: string): Promise<{ items: Note[] }> =>
  api.call("GET", `/v1/customers/${encodeURIComponent(customerId)}/notes`);

/** Open promises, earliest first: of one advisor, of the signed-in one when that is an advisor. */
export const loadPromises = (api: ApiClient, advisorId?: string): Promise<{ items: Reminder[] }> =>
  api.call("GET", "/v1/reminders", { query: { advisorId } });

/** Finishing one twice is the same as once. */
export const finishPromise = (
  api: ApiClient,
  id: string,
  options: Pick<RequestOptions, "idempotencyKey" | "keepalive"> = {},
): Promise<Reminder> => api.call("POST", `/v1/reminders/${encodeURIComponent(id)}/done`, options);
