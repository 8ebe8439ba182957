import { materialSchema } from "@sopflow/schemas";
import { z } from "zod";
import { type RecordStore, typedRecords } from "../../store/index.js";
import { advisorCardSchema } from "./advisor-card.js";
import { sendLedgerSchema } from "./send-quota.js";

const ms = z.int();

/**
 * What an advisor is still to be told of. `sending` is written before the call and taken away after it, so that after a
 * crash the very same message is tried again and no other one takes its tasks.
 */
const advisorOutboxSchema = z.object({
  untold: z.array(z.string()).default([]),
  /** Tasks put off, and when to tell of them again. */
  later: z.record(z.string(), ms).default({}),
  lastToldAt: ms.optional(),
  sending: z
    .object({ cardId: z.string(), taskIds: z.array(z.string()), since: ms, card: advisorCardSchema })
    .optional(),
  /** Tries in a row that failed. */
  failures: z.int().default(0),
  /** Why the last message did not arrive; cleared by the next that does. */
  problem: z.object({ at: ms, message: z.string(), code: z.int().optional() }).optional(),
});
export type AdvisorOutbox = z.infer<typeof advisorOutboxSchema>;

/** Where an open task has got to. Removed when the task is closed and WeCom has been told. */
const taskDeliverySchema = z.object({
  advisorId: z.string(),
  by: z.enum(["card", "group_send"]),
  /** Card or group send that carries it; absent while it waits. */
  carrier: z.string().optional(),
});
export type TaskDelivery = z.infer<typeof taskDeliverySchema>;

/** A card that stands in an advisor's messages. */
const sentCardSchema = z.object({
  advisorId: z.string(),
  userId: z.string(),
  taskIds: z.array(z.string()),
  sentAt: ms,
  responseCode: z.string().optional(),
  /** When WeCom gave the code; it works for 72 hours. */
  codeAt: ms.optional(),
});
export type SentCard = z.infer<typeof sentCardSchema>;

/** One group send: `planned` → `creating` → `created` → `done`. */
const groupSendSchema = z.object({
  state: z.enum(["planned", "creating", "created", "done"]),
  advisorId: z.string(),
  userId: z.string(),
  text: z.string(),
  materials: z.array(materialSchema),
  /** Task id by external user id, of those without a result. */
  open: z.record(z.string(), z.string()),
  plannedAt: ms,
  /** From when its creation may stand at WeCom, though no answer came. */
  tryingSince: ms.optional(),
  attempts: z.int().default(0),
  msgid: z.string().optional(),
  createdAt: ms.optional(),
  confirmedAt: ms.optional(),
  polls: z.int().default(0),
  remindedAt: z.array(ms).default([]),
  counts: z.object({ sent: z.int(), notFriend: z.int(), limit: z.int(), withdrawn: z.int() }).prefault({
    sent: 0,
    notFriend: 0,
    limit: 0,
    withdrawn: 0,
  }),
  problem: z.string().optional(),
});
export type GroupSend = z.infer<typeof groupSendSchema>;

/** Group-send tasks of an advisor that wait to be sent together. */
const groupOutboxSchema = z.object({ waiting: z.array(z.string()) });

export type DeliveryRecords = ReturnType<typeof deliveryRecords>;

/** Everything that delivery remembers. Each record changes on its own; `delivery.ts` says in which order. */
export function deliveryRecords(store: RecordStore) {
  return {
    advisors: typedRecords(store, "wecom.advisor", advisorOutboxSchema),
    tasks: typedRecords(store, "wecom.task", taskDeliverySchema),
    cards: typedRecords(store, "wecom.card", sentCardSchema),
    groupOutboxes: typedRecords(store, "wecom.group_outbox", groupOutboxSchema),
    groupSends: typedRecords(store, "wecom.group_send", groupSendSchema),
    ledgers: typedRecords(store, "wecom.send_ledger", sendLedgerSchema),
  };
}
