import type { TimelineItem, TimelineKind } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { sayer } from "../../i18n/texts.js";
import { timelineEntries } from "./timeline-entries.js";
import { eventLine, traceLine } from "./timeline-words.js";

const context = {
  locale: "zh",
  t: sayer(CUSTOMERS_TEXTS, "zh"),
  names: {
    advisorName: () => "王思远",
    productName: () => "钙片",
    taskTitle: (id: string) => (id === "t1" ? "首单回访" : undefined),
  },
} as const;

type EventItem = Extract<TimelineItem, { kind: "event" }>;
type TraceItem = Extract<TimelineItem, { kind: "trace" }>;
const event = (part: Partial<EventItem>): EventItem => ({
  kind: "event",
  seq: 1,
  at: 0,
  received: 0,
  type: "order.paid",
  source: "shop",
  props: {},
  ...part,
});
let ordinal = 0;
const trace = (what: string, part: Partial<TraceItem> = {}): TraceItem => ({
  kind: "trace",
  seq: 1,
  ordinal: ordinal++,
  at: 0,
  what,
  flowId: "f",
  version: 1,
  nodeId: "n",
  enrollmentId: "e",
  ...part,
});

/** What a timeline shows, in words: event, then its lines. */
const told = (items: readonly TimelineItem[], kind?: TimelineKind) =>
  timelineEntries(items, kind).map(({ event: head, lines }) => [
    head && eventLine(head, context).what,
    ...lines.map((line) => {
      const { what, detail } = traceLine(line, context);
      return `${what} ${detail}`.trim();
    }),
  ]);

describe("a customer's story", () => {
  it("says events with what is worth reading of them", () => {
    const props = { orderId: "o1", amount: 12_850, lines: [{ sku: "ca", quantity: 2 }], shop: "旗舰店" };
    expect(eventLine(event({ props }), context)).toEqual({
      what: "支付订单",
      detail: "¥128.50 · 钙片 ×2 · 旗舰店",
    });
    expect(
      eventLine(event({ type: "task.skipped", props: { taskId: "t1", reason: "刚聊过", by: "a1" } }), context),
    ).toEqual({ what: "任务跳过", detail: "首单回访 · 刚聊过 · 王思远" });
  });

  it("puts what flows did under what set it off, steps passed in one go as one way", () => {
    const items = [
      trace("issued", { ordinal: 5, detail: { task: "t1" } }),
      trace("arrived", { ordinal: 4, nodeTitle: "回访" }),
      trace("left", { ordinal: 3 }),
      trace("arrived", { ordinal: 2, nodeType: "branch" }),
      trace("entered", { ordinal: 1 }),
      event({ at: 5 }),
    ];
    expect(told(items)).toEqual([["支付订单", "进入流程", "走到 条件分支 → 回访", "派出任务 首单回访"]]);
  });

  it("is told by when things happened, not by when they were heard of", () => {
    const late = event({ seq: 9, at: 1, type: "message.received" });
    expect(told([late, event({ seq: 8, at: 7 })])).toEqual([["支付订单"], ["收到客户消息"]]);
  });

  it("leaves out what goes without saying, and says what it does not know as it stands", () => {
    const items = [
      event({}),
      trace("late", { detail: { reason: "history" } }),
      trace("raised", { detail: { type: "profile.changed" } }),
      trace("raised", { detail: { type: "tag.added", props: { tag: "老客" } } }),
      trace("exited", { detail: { reason: "ordered" } }),
      trace("invented"),
    ];
    expect(told(items)).toEqual([["支付订单", "打上标签 老客", "退出流程 原因：ordered", "invented"]]);
  });

  it("tells which fields changed where changes are asked for, and leaves that out of the whole story", () => {
    const props = { changed: ["tier", "bound"], tier: "高", bound: true, previous: { tier: "中", bound: false } };
    const items = [event({ seq: 2 }), trace("raised", { seq: 2, detail: { type: "profile.changed", props } })];
    expect(told(items, "profile")).toEqual([["支付订单", "资料变更 客户等级 中 → 高 · 已绑定订单 ✗ → ✓"]]);
    expect(told(items)).toEqual([["支付订单"]]);
  });

  it("calls a goal by what reaches it", () => {
    expect(told([event({}), trace("goal", { goalOn: "order.paid", detail: { goal: "g1" } })])).toEqual([
      ["支付订单", "达成目标 支付订单"],
    ]);
    expect(told([event({}), trace("goal", { detail: { goal: "g1" } })])).toEqual([["支付订单", "达成目标 g1"]]);
  });
});
