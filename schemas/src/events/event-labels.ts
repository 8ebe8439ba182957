import type { Text } from "../text.js";

/** What every event type that the product knows is called; apart from their schemas, so that a page can say it without them. */
export const EVENT_LABELS = {
  "friend.added": { zh: "添加好友", en: "Friend added" },
  "friend.half_added": { zh: "半添加（客户未通过）", en: "Friend half added" },
  "friend.removed": { zh: "删除好友", en: "Friend removed" },
  "welcome.sent": { zh: "欢迎语已发送", en: "Welcome sent" },
  "welcome.failed": { zh: "欢迎语未发送", en: "Welcome not sent" },
  "card.scanned": { zh: "扫描包裹卡", en: "Package card scanned" },
  "card.shipped": { zh: "包裹卡寄出", en: "Package card shipped" },
  "message.received": { zh: "收到客户消息", en: "Message received" },
  "order.placed": { zh: "下单", en: "Order placed" },
  "order.paid": { zh: "支付订单", en: "Order paid" },
  "order.delivered": { zh: "订单签收", en: "Order delivered" },
  "order.refunded": { zh: "订单退款", en: "Order refunded" },
  "page.viewed": { zh: "浏览页面", en: "Page viewed" },
  "link.clicked": { zh: "点击链接", en: "Link clicked" },
  "live.entered": { zh: "进入直播间", en: "Live entered" },
  "cart.added": { zh: "加入购物车", en: "Added to cart" },
  "coupon.received": { zh: "领到优惠券", en: "Coupon received" },
  "coupon.used": { zh: "使用优惠券", en: "Coupon used" },
  "form.submitted": { zh: "提交表单", en: "Form submitted" },
  "group.joined": { zh: "进入客户群", en: "Group joined" },
  "group.left": { zh: "退出客户群", en: "Group left" },
  "moment.liked": { zh: "点赞朋友圈", en: "Moment liked" },
  "moment.commented": { zh: "评论朋友圈", en: "Moment commented" },
  "call.ended": { zh: "通话结束", en: "Call ended" },
  "complaint.opened": { zh: "发起投诉", en: "Complaint opened" },
  "complaint.closed": { zh: "投诉关闭", en: "Complaint closed" },
  "referral.made": { zh: "转介绍", en: "Referral made" },
  "customer.praised": { zh: "客户夸赞", en: "Customer praised" },
  "tag.added": { zh: "打上标签", en: "Tag added" },
  "tag.removed": { zh: "移除标签", en: "Tag removed" },
  "task.completed": { zh: "任务完成", en: "Task completed" },
  "task.skipped": { zh: "任务跳过", en: "Task skipped" },
  "task.expired": { zh: "任务过期", en: "Task expired" },
  "task.opened": { zh: "任务被打开", en: "Task opened" },
  "task.postponed": { zh: "任务延后", en: "Task postponed" },
  "task.assigned": { zh: "任务分配", en: "Task assigned" },
  "owner.changed": { zh: "换了负责的顾问", en: "Handed to another advisor" },
  "transfer.failed": { zh: "客户转接失败", en: "Customer transfer failed" },
  "webhook.answered": { zh: "Webhook 返回结果", en: "Webhook answered" },
  "flow.admitted": { zh: "轮到进入流程", en: "Turn to enter a flow" },
  "flow.requested": { zh: "人工加入流程", en: "Put into a flow by hand" },
  "enrollment.moved": { zh: "流程中换位置", en: "Moved within a flow" },
  "enrollment.exited": { zh: "被移出流程", en: "Taken out of a flow" },
  "profile.changed": { zh: "资料变更", en: "Profile changed" },
  "customer.imported": { zh: "历史导入", en: "History imported" },
  "customer.merged": { zh: "客户合并", en: "Customer merged" },
  "customer.erased": { zh: "客户删除", en: "Customer erased" },
} as const satisfies Record<string, Text>;

export type LabelledEvent = keyof typeof EVENT_LABELS;

const CUSTOM_EVENT = /^custom\.[a-z0-9_]{1,48}(\.[a-z0-9_]{1,48})?$/;

/** A custom event's name: `custom.<name>` or `custom.<area>.<name>`, lower case. */
export const isCustomEventType = (type: string): boolean => CUSTOM_EVENT.test(type);

export const CUSTOM_EVENT_LABEL: Text = { zh: "自定义事件", en: "Custom event" };

/** What an event type is called; undefined when it is neither built in nor custom. */
export function eventLabel(type: string): Text | undefined {
  if (Object.hasOwn(EVENT_LABELS, type)) return EVENT_LABELS[type as LabelledEvent]; // checked by hasOwn
  return isCustomEventType(type) ? CUSTOM_EVENT_LABEL : undefined;
}
