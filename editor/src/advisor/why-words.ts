import type { EventType, Text, WireTask } from "@sopflow/schemas";
import type { Locale } from "../i18n/locale.js";
import { momentWords } from "../time/moment-words.js";

const text = (zh: string, en: string): Text => ({ zh, en });

/** What a customer did, or what happened, as the reason why an advisor hears of it. */
const BECAUSE: Readonly<Record<EventType, Text>> = {
  "friend.added": text("刚加上好友", "Just became a friend"),
  "friend.half_added": text("申请还没通过", "Has not accepted the request yet"),
  "friend.removed": text("删除了好友", "Removed the friendship"),
  "card.scanned": text("扫了包裹卡", "Scanned the package card"),
  "card.shipped": text("包裹卡已寄出", "The package card was shipped"),
  "message.received": text("发来了消息", "Sent a message"),
  "order.placed": text("下了单", "Placed an order"),
  "order.paid": text("付了款", "Paid an order"),
  "order.delivered": text("包裹已签收", "The parcel arrived"),
  "order.refunded": text("退了款", "Got a refund"),
  "page.viewed": text("看了商品页", "Looked at a page"),
  "link.clicked": text("点开了链接", "Opened a link"),
  "live.entered": text("进了直播间", "Entered the live room"),
  "cart.added": text("加了购物车", "Put something into the cart"),
  "coupon.received": text("领了优惠券", "Got a coupon"),
  "coupon.used": text("用了优惠券", "Used a coupon"),
  "form.submitted": text("填了表单", "Filled in a form"),
  "group.joined": text("进了客户群", "Joined a group"),
  "group.left": text("退出了客户群", "Left a group"),
  "moment.liked": text("点赞了朋友圈", "Liked a moment"),
  "moment.commented": text("评论了朋友圈", "Commented on a moment"),
  "call.ended": text("通了电话", "Had a call"),
  "complaint.opened": text("提出了投诉", "Made a complaint"),
  "complaint.closed": text("投诉已处理", "The complaint is settled"),
  "referral.made": text("介绍了新朋友", "Brought a friend"),
  "customer.praised": text("夸了我们", "Praised us"),
  "tag.added": text("有了新标签", "Got a new tag"),
  "tag.removed": text("标签有变化", "Lost a tag"),
  "task.completed": text("上一步已完成", "The step before is done"),
  "task.skipped": text("上一步被跳过", "The step before was skipped"),
  "task.expired": text("上一步过期未做", "The step before ran out"),
  "task.opened": text("看过上一步", "The step before was opened"),
  "task.postponed": text("上一步被延后", "The step before was put off"),
  "task.assigned": text("任务已分配", "The task was assigned"),
  "welcome.sent": text("欢迎语已发出", "The welcome message went out"),
  "welcome.failed": text("欢迎语没有发出", "The welcome message did not go out"),
  "transfer.failed": text("转接没有成功", "The transfer did not work"),
  "profile.changed": text("资料有更新", "The profile changed"),
  "customer.imported": text("资料导入", "The profile was imported"),
  "customer.merged": text("资料合并", "Two profiles were merged"),
  "customer.erased": text("资料删除", "The profile was erased"),
};

const TIMER = text("按流程到了该联系的时间", "The flow's time for it has come");
const ENTRY = text("符合流程的进入条件", "Meets the conditions of the flow");

/** Why a task is there now, in words: "付了款 · 今天 09:12 · 首单转化". */
export function whyWords(task: Pick<WireTask, "why" | "flowName">, zone: string, now: number, locale: Locale): string {
  const { kind, event, at } = task.why;
  const reason = kind === "event" && event !== undefined ? eventReason(event) : kind === "entry" ? ENTRY : TIMER;
  const words = `${reason[locale]} · ${momentWords(zone, at, now, locale)}`;
  return task.flowName === undefined ? words : `${words} · ${task.flowName}`;
}

function eventReason(event: string): Text {
  if (Object.hasOwn(BECAUSE, event)) return BECAUSE[event as EventType]; // checked by hasOwn
  const name = event.replace(/^custom\./, "");
  return text(`发生了「${name}」`, `"${name}" happened`);
}
