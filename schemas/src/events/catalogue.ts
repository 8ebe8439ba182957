import { z } from "zod";
import { contactResultSchema, intentSchema, TASK_CHANNELS, TASK_PURPOSES } from "../channels.js";
import { jsonObjectSchema } from "../json.js";
import { externalIdSchema, tagSchema } from "../primitives.js";
import type { Text } from "../text.js";
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

const event = (zh: string, en: string, props: z.ZodType, activity: EventInfo["activity"] = false): EventInfo => ({
  label: { zh, en },
  origin: "intake",
  activity,
  props,
});
const system = (zh: string, en: string, props: z.ZodType, activity: EventInfo["activity"] = false): EventInfo => ({
  ...event(zh, en, props, activity),
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
  "friend.added": event("添加好友", "Friend added", friend),
  "friend.half_added": event("半添加（客户未通过）", "Friend half added", friend),
  "friend.removed": event(
    "删除好友",
    "Friend removed",
    loose({ ...advisor, by: z.enum(["customer", "advisor"]).optional(), reason: z.string().max(64).optional() }),
  ),
  "welcome.sent": system("欢迎语已发送", "Welcome sent", loose({ ...advisor, flowId: z.string().optional() })),
  "welcome.failed": system(
    "欢迎语未发送",
    "Welcome not sent",
    loose({ ...advisor, flowId: z.string().optional(), reason: z.string().max(200).optional() }),
  ),
  "card.scanned": event(
    "扫描包裹卡",
    "Package card scanned",
    loose({
      card: z.string().max(128).optional(),
      channel: z.string().max(64).optional(),
      orderId: externalIdSchema.optional(),
    }),
    true,
  ),
  "card.shipped": event(
    "包裹卡寄出",
    "Package card shipped",
    loose({
      card: z.string().max(128).optional(),
      orderId: externalIdSchema.optional(),
      shop: z.string().max(64).optional(),
    }),
  ),
  "message.received": event(
    "收到客户消息",
    "Message received",
    loose({ ...advisor, text, kind: z.string().max(32).optional() }),
    true,
  ),
  "order.placed": event("下单", "Order placed", orderPropsSchema, true),
  "order.paid": event("支付订单", "Order paid", orderPropsSchema, true),
  "order.delivered": event("订单签收", "Order delivered", orderDeliveredPropsSchema),
  "order.refunded": event("订单退款", "Order refunded", orderRefundedPropsSchema),
  "page.viewed": event(
    "浏览页面",
    "Page viewed",
    loose({ url: z.string().max(2_000).optional(), title: name, sku: externalIdSchema.optional() }),
    true,
  ),
  "link.clicked": event(
    "点击链接",
    "Link clicked",
    loose({ url: z.string().max(2_000).optional(), taskId: externalIdSchema.optional() }),
    true,
  ),
  "live.entered": event(
    "进入直播间",
    "Live entered",
    loose({ liveId: externalIdSchema.optional(), seconds: seconds.optional() }),
    lasts(LIVE_ACTIVE_SECONDS),
  ),
  "cart.added": event(
    "加入购物车",
    "Added to cart",
    loose({ sku: externalIdSchema.optional(), quantity: z.number().positive().optional() }),
  ),
  "coupon.received": event("领到优惠券", "Coupon received", loose({ couponId: externalIdSchema.optional(), name })),
  "coupon.used": event(
    "使用优惠券",
    "Coupon used",
    loose({ couponId: externalIdSchema.optional(), orderId: externalIdSchema.optional() }),
    true,
  ),
  "form.submitted": event(
    "提交表单",
    "Form submitted",
    loose({ formId: externalIdSchema.optional(), answers: jsonObjectSchema.optional() }),
    true,
  ),
  "group.joined": event(
    "进入客户群",
    "Group joined",
    loose({ groupId: externalIdSchema.optional(), invited: z.boolean().optional() }),
  ),
  "group.left": event(
    "退出客户群",
    "Group left",
    loose({ groupId: externalIdSchema.optional(), removed: z.boolean().optional() }),
  ),
  "moment.liked": event("点赞朋友圈", "Moment liked", loose({ momentId: externalIdSchema.optional() }), true),
  "moment.commented": event(
    "评论朋友圈",
    "Moment commented",
    loose({ momentId: externalIdSchema.optional(), text }),
    true,
  ),
  "call.ended": event(
    "通话结束",
    "Call ended",
    loose({ ...advisor, seconds, answered: z.boolean().optional() }),
    lasts(CALL_ACTIVE_SECONDS),
  ),
  "complaint.opened": event("发起投诉", "Complaint opened", loose({ complaintId: externalIdSchema.optional(), text })),
  "complaint.closed": event("投诉关闭", "Complaint closed", loose({ complaintId: externalIdSchema.optional() })),
  "referral.made": event("转介绍", "Referral made", loose({ referredId: externalIdSchema.optional() })),
  "customer.praised": event("客户夸赞", "Customer praised", loose({ ...advisor, text })),
  "tag.added": system("打上标签", "Tag added", tag),
  "tag.removed": system("移除标签", "Tag removed", tag),
  "task.completed": system(
    "任务完成",
    "Task completed",
    taskResult,
    (p) => p.contact === "replied" || p.contact === "call_answered",
  ),
  "task.skipped": system("任务跳过", "Task skipped", taskResult),
  "task.expired": system("任务过期", "Task expired", taskResult),
  "task.opened": system("任务被打开", "Task opened", loose({ taskId: externalIdSchema })),
  "task.postponed": system("任务延后", "Task postponed", loose({ taskId: externalIdSchema, until: z.int() })),
  "task.assigned": system(
    "任务分配",
    "Task assigned",
    loose({ taskId: externalIdSchema, advisorId: externalIdSchema }),
  ),
  "transfer.failed": system(
    "客户转接失败",
    "Customer transfer failed",
    loose({ ...advisor, reason: z.string().max(64).optional() }),
  ),
  "profile.changed": system("资料变更", "Profile changed", jsonObjectSchema),
  "customer.imported": system("历史导入", "History imported", jsonObjectSchema),
  "customer.merged": system(
    "客户合并",
    "Customer merged",
    loose({ fromId: externalIdSchema, intoId: externalIdSchema.optional() }),
  ),
  "customer.erased": system("客户删除", "Customer erased", loose({ by: z.string().max(128).optional() })),
} as const satisfies Record<string, EventInfo>;

export type EventType = keyof typeof EVENTS;

const CUSTOM_EVENT = /^custom\.[a-z0-9_]{1,48}(\.[a-z0-9_]{1,48})?$/;

/** A custom event's name: `custom.<name>` or `custom.<area>.<name>`, lower case. */
export const isCustomEventType = (type: string): boolean => CUSTOM_EVENT.test(type);

const CUSTOM_INFO: EventInfo = event("自定义事件", "Custom event", jsonObjectSchema);

/** What is known of an event type; undefined when it is neither built in nor custom. */
export function eventInfo(type: string): EventInfo | undefined {
  if (Object.hasOwn(EVENTS, type)) return EVENTS[type as EventType]; // checked by hasOwn
  return isCustomEventType(type) ? CUSTOM_INFO : undefined;
}
