import { z } from "zod";
import { TASK_CHANNELS, TASK_PURPOSES } from "../channel-names.js";
import { contactResultSchema, intentSchema } from "../channels.js";
import { jsonObjectSchema } from "../json.js";
import { externalIdSchema, tagSchema } from "../primitives.js";
import type { Text } from "../text.js";
import { CUSTOM_EVENT_LABEL, EVENT_LABELS, isCustomEventType, type LabelledEvent } from "./event-labels.js";
import { orderDeliveredPropsSchema, orderPropsSchema, orderRefundedPropsSchema } from "./order.js";

/**
 * Who may post an event: `intake` = outside systems with an intake key; `system` = the product itself (task results,
 * tags, profile changes), refused from intake keys so that nobody fakes an advisor's word.
 */
export type EventOrigin = "intake" | "system";

export interface EventInfo {
  readonly label: Text;
  readonly origin: EventOrigin;
  /** Counts as the customer's own activity (DOMAIN §3). A function where it depends on the event. */
  readonly activity: boolean | ((props: Record<string, unknown>) => boolean);
  readonly props: z.ZodType;
}

const event = (type: LabelledEvent, props: z.ZodType, activity: EventInfo["activity"] = false): EventInfo => ({
  label: EVENT_LABELS[type],
  origin: "intake",
  activity,
  props,
});
const system = (type: LabelledEvent, props: z.ZodType, activity: EventInfo["activity"] = false): EventInfo => ({
  ...event(type, props, activity),
  origin: "system",
});

const text = z.string().max(4_000).optional();
const name = z.string().max(200).optional();
const advisor = { advisorId: externalIdSchema.optional() };
const seconds = z.number().min(0).max(86_400);
const loose = z.looseObject;
/** DOMAIN §3: a live visit or a call counts as activity from so many seconds on. */
const LIVE_ACTIVE_SECONDS = 60;
const CALL_ACTIVE_SECONDS = 30;
const lasts = (least: number) => (props: Record<string, unknown>) =>
  typeof props.seconds === "number" && props.seconds >= least;

const friend = loose({
  ...advisor,
  channel: z.string().max(64).optional(),
  state: z.string().max(128).optional(),
  name,
  orderId: externalIdSchema.optional(),
  priceBand: z.string().max(64).optional(),
});
const tag = loose({ tag: tagSchema, by: z.string().max(128).optional() });
const taskResult = loose({
  taskId: externalIdSchema,
  flowId: z.string().optional(),
  nodeId: z.string().optional(),
  advisorId: externalIdSchema.optional(),
  outcome: z.string().max(64).optional(),
  contact: contactResultSchema.optional(),
  intent: intentSchema.optional(),
  fields: jsonObjectSchema.optional(),
  reason: z.string().max(200).optional(),
  channel: z.enum(TASK_CHANNELS).optional(),
  purpose: z.enum(TASK_PURPOSES).optional(),
  evidence: z.enum(["button", "sidebar", "group_send_result", "moment_result", "own_word"]).optional(),
});

/** Every event type the product knows. Others are custom: `custom.<name>`. */
export const EVENTS = {
  "friend.added": event("friend.added", friend),
  "friend.half_added": event("friend.half_added", friend),
  "friend.removed": event(
    "friend.removed",
    loose({ ...advisor, by: z.enum(["customer", "advisor"]).optional(), reason: z.string().max(64).optional() }),
  ),
  "welcome.sent": system("welcome.sent", loose({ ...advisor, flowId: z.string().optional() })),
  "welcome.failed": system(
    "welcome.failed",
    loose({ ...advisor, flowId: z.string().optional(), reason: z.string().max(200).optional() }),
  ),
  "card.scanned": event(
    "card.scanned",
    loose({
      card: z.string().max(128).optional(),
      channel: z.string().max(64).optional(),
      orderId: externalIdSchema.optional(),
    }),
    true,
  ),
  "card.shipped": event(
    "card.shipped",
    loose({
      card: z.string().max(128).optional(),
      orderId: externalIdSchema.optional(),
      shop: z.string().max(64).optional(),
    }),
  ),
  "message.received": event("message.received", loose({ ...advisor, text, kind: z.string().max(32).optional() }), true),
  "order.placed": event("order.placed", orderPropsSchema, true),
  "order.paid": event("order.paid", orderPropsSchema, true),
  "order.delivered": event("order.delivered", orderDeliveredPropsSchema),
  "order.refunded": event("order.refunded", orderRefundedPropsSchema),
  "page.viewed": event(
    "page.viewed",
    loose({ url: z.string().max(2_000).optional(), title: name, sku: externalIdSchema.optional() }),
    true,
  ),
  "link.clicked": event(
    "link.clicked",
    loose({ url: z.string().max(2_000).optional(), taskId: externalIdSchema.optional() }),
    true,
  ),
  "live.entered": event(
    "live.entered",
    loose({ liveId: externalIdSchema.optional(), seconds: seconds.optional() }),
    lasts(LIVE_ACTIVE_SECONDS),
  ),
  "cart.added": event(
    "cart.added",
    loose({ sku: externalIdSchema.optional(), quantity: z.number().positive().optional() }),
  ),
  "coupon.received": event("coupon.received", loose({ couponId: externalIdSchema.optional(), name })),
  "coupon.used": event(
    "coupon.used",
    loose({ couponId: externalIdSchema.optional(), orderId: externalIdSchema.optional() }),
    true,
  ),
  "form.submitted": event(
    "form.submitted",
    loose({ formId: externalIdSchema.optional(), answers: jsonObjectSchema.optional() }),
    true,
  ),
  "group.joined": event(
    "group.joined",
    loose({ groupId: externalIdSchema.optional(), invited: z.boolean().optional() }),
  ),
  "group.left": event("group.left", loose({ groupId: externalIdSchema.optional(), removed: z.boolean().optional() })),
  "moment.liked": event("moment.liked", loose({ momentId: externalIdSchema.optional() }), true),
  "moment.commented": event("moment.commented", loose({ momentId: externalIdSchema.optional(), text }), true),
  "call.ended": event(
    "call.ended",
    loose({ ...advisor, seconds, answered: z.boolean().optional() }),
    lasts(CALL_ACTIVE_SECONDS),
  ),
  "complaint.opened": event("complaint.opened", loose({ complaintId: externalIdSchema.optional(), text })),
  "complaint.closed": event("complaint.closed", loose({ complaintId: externalIdSchema.optional() })),
  "referral.made": event("referral.made", loose({ referredId: externalIdSchema.optional() })),
  "customer.praised": event("customer.praised", loose({ ...advisor, text })),
  "tag.added": system("tag.added", tag),
  "tag.removed": system("tag.removed", tag),
  "task.completed": system(
    "task.completed",
    taskResult,
    (p) => p.contact === "replied" || p.contact === "call_answered",
  ),
  "task.skipped": system("task.skipped", taskResult),
  "task.expired": system("task.expired", taskResult),
  "task.opened": system("task.opened", loose({ taskId: externalIdSchema })),
  "task.postponed": system("task.postponed", loose({ taskId: externalIdSchema, until: z.int() })),
  "task.assigned": system("task.assigned", loose({ taskId: externalIdSchema, advisorId: externalIdSchema })),
  "owner.changed": system(
    "owner.changed",
    loose({
      advisorId: externalIdSchema,
      /** Who it was before. */
      from: externalIdSchema.optional(),
      by: z.string().max(128).optional(),
    }),
  ),
  "transfer.failed": system("transfer.failed", loose({ ...advisor, reason: z.string().max(64).optional() })),
  "webhook.answered": system(
    "webhook.answered",
    loose({
      callId: z.string().max(64),
      outcome: z.enum(["ok", "failed"]),
      flowId: z.string().max(64).optional(),
      nodeId: z.string().max(64).optional(),
      /** HTTP status of the last try, where there was an answer. */
      status: z.int().optional(),
      /** Why it failed without one. */
      reason: z.string().max(64).optional(),
      tries: z.int().optional(),
    }),
  ),
  "flow.admitted": system("flow.admitted", loose({ flowId: z.string().max(64), entryId: z.string().max(64) })),
  "flow.requested": system(
    "flow.requested",
    loose({
      flowId: z.string().max(64),
      by: z.string().max(128).optional(),
      /** What the flow sees as the entering event's properties. */
      entry: jsonObjectSchema.optional(),
    }),
  ),
  "enrollment.moved": system(
    "enrollment.moved",
    loose({
      enrollmentId: z.string().max(64),
      flowId: z.string().max(64),
      /** The version it goes to. */
      version: z.int(),
      /** The node it goes to; absent = as was chosen when the version was published. */
      nodeId: z.string().max(64).optional(),
      by: z.string().max(128).optional(),
      note: z.string().max(500).optional(),
    }),
  ),
  "enrollment.exited": system(
    "enrollment.exited",
    loose({
      enrollmentId: z.string().max(64),
      flowId: z.string().max(64),
      reason: z.string().max(64),
      by: z.string().max(128).optional(),
      note: z.string().max(500).optional(),
    }),
  ),
  "profile.changed": system("profile.changed", jsonObjectSchema),
  "customer.imported": system("customer.imported", jsonObjectSchema),
  "customer.merged": system(
    "customer.merged",
    loose({ fromId: externalIdSchema, intoId: externalIdSchema.optional() }),
  ),
  "customer.erased": system("customer.erased", loose({ by: z.string().max(128).optional() })),
} as const satisfies Record<string, EventInfo>;

export type EventType = keyof typeof EVENTS;

const CUSTOM_INFO: EventInfo = {
  label: CUSTOM_EVENT_LABEL,
  origin: "intake",
  activity: false,
  props: jsonObjectSchema,
};

/** What is known of an event type; undefined when it is neither built in nor custom. */
export function eventInfo(type: string): EventInfo | undefined {
  if (Object.hasOwn(EVENTS, type)) return EVENTS[type as EventType]; // checked by hasOwn
  return isCustomEventType(type) ? CUSTOM_INFO : undefined;
}
