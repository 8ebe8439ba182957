import type { Text } from "@sopflow/schemas";
import type { Locale } from "./locale.js";

const text = (zh: string, en: string): Text => ({ zh, en });

/** What the properties of events are called; names that outside systems made up stay as they are. */
const PROP_WORDS: Readonly<Record<string, Text>> = {
  advisorId: text("顾问", "Advisor"),
  amount: text("金额", "Amount"),
  answered: text("已接通", "Answered"),
  by: text("操作人", "By"),
  campaignId: text("活动", "Campaign"),
  card: text("包裹卡", "Package card"),
  channel: text("渠道", "Channel"),
  complaintId: text("投诉编号", "Complaint"),
  contact: text("触达结果", "Contact result"),
  couponId: text("优惠券", "Coupon"),
  deliveredAt: text("签收时间", "Delivered at"),
  discount: text("优惠金额", "Discount"),
  evidence: text("凭据", "Evidence"),
  flowId: text("流程", "Flow"),
  formId: text("表单", "Form"),
  groupId: text("客户群", "Group"),
  intent: text("客户意向", "Intent"),
  invited: text("是被邀请的", "Invited"),
  kind: text("类型", "Kind"),
  lines: text("商品明细", "Lines"),
  liveId: text("直播间", "Live room"),
  momentId: text("朋友圈", "Moment"),
  name: text("名称", "Name"),
  nodeId: text("节点", "Step"),
  orderId: text("订单号", "Order number"),
  outcome: text("任务结果", "Outcome"),
  paidAt: text("支付时间", "Paid at"),
  priceBand: text("价格带", "Price band"),
  purpose: text("目的", "Purpose"),
  quantity: text("件数", "Units"),
  reason: text("原因", "Reason"),
  refundId: text("退款编号", "Refund number"),
  referredId: text("被介绍人", "Referred customer"),
  seconds: text("时长（秒）", "Seconds"),
  shop: text("店铺", "Shop"),
  sku: text("商品", "Product"),
  skus: text("商品", "Products"),
  state: text("渠道参数", "Channel state"),
  tag: text("标签", "Tag"),
  taskId: text("任务编号", "Task"),
  text: text("内容", "Text"),
  title: text("标题", "Title"),
  url: text("网址", "Address"),
};

/** A property of an event in words. */
export const propWords = (name: string, locale: Locale): string =>
  Object.hasOwn(PROP_WORDS, name) ? (PROP_WORDS[name]?.[locale] ?? name) : name;

/** Fen, as every amount of an order. */
const MONEY_PROPS: ReadonlySet<string> = new Set(["amount", "discount"]);

/** Whether a property of an event (`props.amount`, `entry.amount`) is money. */
export const isMoneyProp = (pattern: string, path: string): boolean =>
  (pattern === "props.**" || pattern === "entry.**") && MONEY_PROPS.has(path.split(".").at(-1) ?? "");
