import type { Note, Reminder } from "@sopflow/schemas";
import type { ApiClient, RequestOptions } from "./api-client.js";

const ofCustomer = (id: string, what: string): string => `/v1/customers/${encodeURIComponent(id)}/${what}`;

/** What advisors wrote down about a customer, newest first. */
export const loadNotes = (api: ApiClient, customerId: string): Promise<{ items: Note[] }> =>
  api.call("GET", ofCustomer(customerId, "notes"));

export const addNote = (api: ApiClient, customerId: string, text: string): Promise<Note> =>
  api.call("POST", ofCustomer(customerId, "notes"), { body: { text } });

export const removeNote = (api: ApiClient, { customerId, id }: Note): Promise<void> =>
  api.call("DELETE", `${ofCustomer(customerId, "notes")}/${encodeURIComponent(id)}`);

/** Open promises, earliest first: of one advisor, of the signed-in one when that is an advisor. */
export const loadPromises = (api: ApiClient, advisorId?: string): Promise<{ items: Reminder[] }> =>
  api.call("GET", "/v1/reminders", { query: { advisorId } });

/** `at` is epoch ms and lies ahead. */
export const addPromise = (
  api: ApiClient,
  customerId: string,
  body: { readonly at: number; readonly text: string },
): Promise<Reminder> => api.call("POST", ofCustomer(customerId, "reminders"), { body });

/** Finishing one twice is the same as once. */
export const finishPromise = (
  api: ApiClient,
  id: string,
  options: Pick<RequestOptions, "idempotencyKey" | "keepalive"> = {},
): Promise<Reminder> => api.call("POST", `/v1/reminders/${encodeURIComponent(id)}/done`, options);
