import { describe, expect, it } from "vitest";
import { entryKey, withKey } from "./entry-key.js";
import { flowOf } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;
const D = 24 * 60 * MINUTE;

const byOrder = (settings: Record<string, unknown> = {}) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "order.delivered" }],
      ["w", "wait.duration", { duration: "P7D" }],
    ],
    ["t:out>w"],
    { key: "orderId", ...settings },
  );

const refusals = (play: Play) => play.trace("refused").map((t) => t.detail?.reason);
const delivered = (play: Play, orderId: string, at: number) =>
  play.event("order.delivered", { orderId }, { at, id: `${orderId}@${at}` });

describe("a flow with a key", () => {
  it("takes one customer in once for each order, and each goes its own way", () => {
    const play = new Play(contextOf({ flows: [byOrder()] }), T0);
    delivered(play, "a", T0);
    delivered(play, "b", T0 + D);
    expect(play.customer.enrollments.map((e) => [e.key, e.nodeId])).toEqual([
      ["a", "w"],
      ["b", "w"],
    ]);
    expect(new Set(play.customer.enrollments.map((e) => e.id)).size).toBe(2);
    play.pass(T0 + 7 * D);
    expect(play.customer.enrollments.map((e) => e.key)).toEqual(["b"]);
  });

  it("refuses the same order again while it is inside, and afterwards by the re-entry rule of that key", () => {
    const play = new Play(contextOf({ flows: [byOrder({ reentry: "never" })] }), T0);
    delivered(play, "a", T0);
    delivered(play, "a", T0 + MINUTE);
    play.pass(T0 + 8 * D);
    delivered(play, "a", T0 + 8 * D);
    delivered(play, "b", T0 + 8 * D);
    expect(refusals(play)).toEqual(["active", "reentry_never"]);
    expect(play.trace("entered")).toHaveLength(2);
  });

  it("counts the time since the last entry by key", () => {
    const play = new Play(contextOf({ flows: [byOrder({ reentry: { after: "P30D" } })] }), T0);
    delivered(play, "a", T0);
    delivered(play, "b", T0 + 20 * D);
    delivered(play, "a", T0 + 29 * D);
    delivered(play, "a", T0 + 30 * D);
    expect(refusals(play)).toEqual(["reentry_too_soon"]);
    expect(play.trace("entered")).toHaveLength(3);
  });

  it("gives entries without the property one key together", () => {
    const play = new Play(contextOf({ flows: [byOrder()] }), T0);
    play.event("order.delivered", {});
    play.event("order.delivered", {});
    expect(refusals(play)).toEqual(["active"]);
    expect(play.customer.enrollments[0]?.key).toBeUndefined();
  });

  it("lets an exit concern one key by comparing with it", () => {
    const where = {
      all: [
        { fact: "event", path: "$.props.orderId", operator: "equal", value: { fact: "enrollment", path: "$.key" } },
      ],
    };
    const flow = byOrder({ exitWhen: [{ on: "order.refunded", where, reason: "refunded" }] });
    const play = new Play(contextOf({ flows: [flow] }), T0);
    delivered(play, "a", T0);
    delivered(play, "b", T0);
    play.event("order.refunded", { orderId: "a", amount: 1 });
    expect(play.customer.enrollments.map((e) => e.key)).toEqual(["b"]);
  });

  it("holds at most twenty of one customer; the next is refused while all are active", () => {
    const play = new Play(contextOf({ flows: [byOrder()] }), T0);
    for (let i = 0; i < 21; i++) delivered(play, `o${i}`, T0);
    expect(play.standing).toHaveLength(20);
    expect(refusals(play)).toEqual(["limit_per_flow"]);
  });
});

describe("an entry key", () => {
  it("is text, number or yes/no, reached by a dotted name", () => {
    expect(entryKey("orderId", { orderId: 17 })).toBe("17");
    expect(entryKey("order.id", { order: { id: "x" } })).toBe("x");
    expect(entryKey("order.id", { order: "x" })).toBeUndefined();
    expect(entryKey("constructor", {})).toBeUndefined();
    expect(entryKey("lines", { lines: [] })).toBeUndefined();
    expect(entryKey("note", { note: "长".repeat(500) })).toHaveLength(32);
  });

  it("is remembered for the newest fifty", () => {
    let keys: Record<string, number> | undefined;
    for (let i = 0; i < 60; i++) keys = withKey(keys, String(i), T0 + i);
    expect(Object.keys(keys ?? {})).toHaveLength(50);
    expect(keys?.["59"]).toBe(T0 + 59);
    expect(keys?.["9"]).toBeUndefined();
  });
});
