import { describe, expect, it } from "vitest";
import { boundEntry, jsonBytes } from "./entry-props.js";
import { flowOf, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;
const D = 24 * 60 * MINUTE;

const waiting = (id: string) =>
  flowOf(
    id,
    [
      ["t", "trigger.event", { event: "friend.added" }],
      ["w", "wait.duration", { duration: "P30D" }],
    ],
    ["t:out>w"],
  );
const alerts = (play: Play) => play.effects.flatMap((e) => (e.kind === "alert" ? [e] : []));
const codes = (play: Play) => alerts(play).map((a) => a.code);

describe("§7 limits of one customer", () => {
  it("active enrollments: the fifty-first is refused with its code; one that ends makes room", () => {
    const flows = Array.from({ length: 51 }, (_, i) => waiting(`f${String(i).padStart(2, "0")}`));
    const play = new Play(contextOf({ flows }), T0);
    play.event("friend.added");
    expect(play.standing).toHaveLength(50);
    expect(play.trace("refused").map((t) => t.detail?.reason)).toEqual(["limit_per_customer"]);
    expect(alerts(play)).toMatchObject([
      { code: "customer.too_many_enrollments", flowId: "f50", detail: { count: 50 } },
    ]);
    play.pass(T0 + 31 * D);
    play.event("friend.added");
    expect(play.standing).toHaveLength(50);
  });

  it("who may not enter anyway raises no alert at the limit", () => {
    const flows = Array.from({ length: 50 }, (_, i) => waiting(`f${i}`));
    const play = new Play(contextOf({ flows }), T0);
    play.event("friend.added");
    play.event("friend.added");
    expect(new Set(play.trace("refused").map((t) => t.detail?.reason))).toEqual(new Set(["active"]));
    expect(codes(play)).toEqual([]);
  });

  it("enrollments of one flow that only watch goals: the oldest of more than twenty stops watching", () => {
    const flow = flowOf("f", [["t", "trigger.event", { event: "message.received" }]], [], {
      goals: [{ id: "buy", on: "order.paid", within: "P90D" }],
    });
    const play = new Play(contextOf({ flows: [flow] }), T0);
    for (let i = 0; i < 25; i++) play.event("message.received", {}, { at: T0 + i * MINUTE });
    expect(play.customer.enrollments).toHaveLength(20);
    expect(play.trace("entered")).toHaveLength(25);
    play.event("order.paid", { orderId: "o", amount: 100 }, { at: T0 + D });
    expect(play.trace("goal")).toHaveLength(20);
  });

  it("enrollments of one flow that each have a task out: the twenty-first is refused", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "message.received" }],
        ["k", "task", { ...waitingTask(), wait: false, purpose: "reply" }],
      ],
      ["t:out>k"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    for (let i = 0; i < 21; i++) play.event("message.received", {}, { at: T0 + i * MINUTE });
    expect(play.tasks).toHaveLength(20);
    expect(alerts(play)).toMatchObject([
      { code: "customer.too_many_enrollments", detail: { limit: "limit_per_flow", count: 20 } },
    ]);
  });

  it("a full document takes no new entries, and what is inside goes on", () => {
    const play = new Play(contextOf({ flows: [waiting("f"), waiting("g")] }), T0);
    play.customer.sizeBytes = 1_000_001;
    play.event("friend.added");
    expect(play.standing).toEqual([]);
    expect(codes(play)).toEqual(["customer.document_full", "customer.document_full"]);
    play.customer.sizeBytes = 1_000_000;
    play.event("friend.added");
    expect(play.standing).toHaveLength(2);
  });

  it("entry properties: 2 kB are kept, the smallest first, and the rest is named in an alert", () => {
    const play = new Play(contextOf({ flows: [waiting("f")] }), T0);
    play.event("friend.added", { note: "长".repeat(700), sku: "milk", amount: 12_800 });
    expect(play.customer.enrollments[0]?.entry).toEqual({ sku: "milk", amount: 12_800 });
    expect(alerts(play)).toMatchObject([
      { code: "customer.entry_too_large", flowId: "f", nodeId: "t", detail: { dropped: ["note"] } },
    ]);
  });

  it("inputs: the thousand and first within an hour raises one alert", () => {
    const play = new Play(contextOf({ flows: [] }), T0);
    for (let i = 0; i < 1_010; i++) play.event("page.viewed", {}, { at: T0 + i });
    expect(alerts(play)).toMatchObject([{ code: "customer.too_many_inputs", detail: { count: 1_001 } }]);
    play.event("page.viewed", {}, { at: T0 + D });
    expect(codes(play)).toHaveLength(1);
  });

  it("tags: the thousand and first is refused with its code, the others stay", () => {
    const add = Array.from({ length: 50 }, (_, i) => `t${i}`);
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["g", "tag", { add }],
      ],
      ["t:out>g"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.customer.tags = Array.from({ length: 951 }, (_, i) => `old${i}`);
    play.event("friend.added");
    expect(play.customer.tags).toHaveLength(1_000);
    expect(alerts(play)).toMatchObject([{ code: "profile.tag_limit", detail: { field: "t49" } }]);
  });

  it("attributes: what does not fit is refused with its code, one by one", () => {
    const attributes = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`a${i}`, i]));
    const defined = Object.fromEntries(
      Object.keys(attributes).map((name) => [name, { type: "number" as const, label: name }]),
    );
    const play = new Play(contextOf({ flows: [], settings: { attributes: defined } }), T0);
    play.event("profile.changed", { attributes });
    expect(Object.keys(play.customer.attributes)).toHaveLength(200);
    expect(codes(play)).toEqual(["profile.attribute_limit"]);
  });

  it("events kept for lookback are bounded in number and bytes", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.event", { on: [{ id: "m", event: "message.received" }], timeout: "P1D", lookback: "P7D" }],
      ],
      ["t:out>w"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    for (let i = 0; i < 200; i++)
      play.event("message.received", { text: "长".repeat(i < 100 ? 3_000 : 3) }, { at: T0 + i });
    expect(play.customer.lookback.length).toBeLessThanOrEqual(100);
    for (let i = 200; i < 250; i++) play.event("message.received", { text: "长".repeat(3_000) }, { at: T0 + i });
    expect(jsonBytes(play.customer.lookback as never)).toBeLessThan(70_000);
    expect(play.customer.lookback.at(-1)?.at).toBe(T0 + 249);
  });
});

describe("size of JSON", () => {
  it.each([["a"], ["长"], ["é"], ["🥛"], [{ a: "🥛长é", b: [1, null, true] }]])("counts UTF-8 bytes: %j", (value) => {
    expect(jsonBytes(value)).toBe(Buffer.byteLength(JSON.stringify(value)));
  });

  it("what is kept of an entry never exceeds the limit", () => {
    const props = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`键${i}`, "值".repeat(i % 40)]));
    const { entry, dropped } = boundEntry(props);
    expect(jsonBytes(entry)).toBeLessThanOrEqual(2_048);
    expect(Object.keys(entry).length + dropped.length).toBe(300);
  });
});
