import type { WebhookEffect } from "../core/journey/index.js";
import type { NewRecord } from "../store/index.js";

/** Kind of the records that wait to go out. */
export const WEBHOOK_CALLS = "webhook.call";

/** The record by which a call waits in the outbox. */
export function outgoingCall({ kind: _kind, id, ...call }: WebhookEffect): NewRecord {
  return { kind: WEBHOOK_CALLS, id, customerId: call.customerId, dueAt: call.at, doc: { ...call, tries: 0 } };
}
