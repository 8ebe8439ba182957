import type { LibraryItem, Note, Reminder } from "@sopflow/schemas";
import type { LibraryItemBody } from "../../api/wire-types.js";
import type { DeskChange } from "./outbox-entry.js";

const at = (...parts: readonly string[]): string => `/v1/${parts.map(encodeURIComponent).join("/")}`;

/** Everything below counts from `madeAt`, epoch ms: the server may hear of it hours later. */
export const makePromise = (promise: Reminder, madeAt: number): DeskChange => ({
  kind: "promise.new",
  method: "POST",
  path: at("customers", promise.customerId, "reminders"),
  body: { id: promise.id, at: promise.at, text: promise.text, madeAt },
  list: "promises",
  promise,
});

/** `promise` as it will be. */
export const movePromise = (promise: Reminder, madeAt: number): DeskChange => ({
  kind: "promise.move",
  method: "POST",
  path: at("reminders", promise.id, "move"),
  body: { at: promise.at, text: promise.text, madeAt },
  list: "promises",
  promise,
});

export const cancelPromise = ({ id }: Reminder): DeskChange => ({
  kind: "promise.cancel",
  method: "POST",
  path: at("reminders", id, "cancel"),
  list: "promises",
});

export const writeNote = ({ id, customerId, text, at: madeAt }: Note): DeskChange => ({
  kind: "note",
  method: "POST",
  path: at("customers", customerId, "notes"),
  body: { id, text, madeAt },
  list: `notes ${customerId}`,
});

export const removeNote = ({ id, customerId }: Note): DeskChange => ({
  kind: "note.remove",
  method: "DELETE",
  path: at("customers", customerId, "notes", id),
  list: `notes ${customerId}`,
});

export const changeTag = (customerId: string, tag: string, change: "add" | "remove"): DeskChange => ({
  kind: `tag.${change}`,
  method: "POST",
  path: at("customers", customerId, "tags"),
  body: { [change]: [tag] },
  list: `customer ${customerId}`,
});

/** The flow's own rules say whether the customer enters. */
export const startFlow = (flowId: string, customerId: string): DeskChange => ({
  kind: "flow.start",
  method: "POST",
  path: at("flows", flowId, "start"),
  body: { customers: [customerId] },
  list: `customer ${customerId}`,
});

/** `id` undefined: a new one. */
export const saveScript = (id: string | undefined, body: LibraryItemBody): DeskChange => ({
  kind: "script",
  method: id === undefined ? "POST" : "PUT",
  path: id === undefined ? at("library") : at("library", id),
  body,
  list: "library",
});

export const removeScript = ({ id }: LibraryItem): DeskChange => ({
  kind: "script.remove",
  method: "DELETE",
  path: at("library", id),
  list: "library",
});

export const likeScript = ({ id }: LibraryItem, favourite: boolean): DeskChange => ({
  kind: "like",
  method: "PUT",
  path: at("library", id, "favourite"),
  body: { favourite },
  list: "library",
});
