import { describe, expect, it } from "vitest";
import { flowOf, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;
const H = 60 * MINUTE;
const D = 24 * H;

const stay = (maxStay: string | undefined, more: Record<string, unknown> = {}) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "friend.added" }],
      ["k", "task", waitingTask([], { expireIn: "P30D" })],
      ["w", "wait.duration", { duration: "P60D" }],
    ],
    ["t:out>k", "k:done>w"],
    { ...(maxStay === undefined ? {} : { maxStay }), ...more },
  );

describe("the longest stay in a flow", () => {
  it("ends it with reason max_stay at its very end, withdraws open tasks, and goals are still watched", () => {
    const goals = [{ id: "buy", on: "order.paid", within: "P20D" }];
    const play = new Play(contextOf({ flows: [stay("P10D", { goals })] }), T0);
    play.event("friend.added");
    play.pass(T0 + 10 * D - 1);
    expect(play.standing).toEqual(["k"]);
    play.pass(T0 + 10 * D);
    expect(play.trace("exited")).toMatchObject([{ at: T0 + 10 * D, nodeId: "k", detail: { reason: "max_stay" } }]);
    expect(play.open).toEqual([]);
    play.event("order.paid", { orderId: "o", amount: 1 }, { at: T0 + 15 * D });
    expect(play.trace("goal")).toHaveLength(1);
  });

  it("wins over a wait that ends at the same moment", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.duration", { duration: "P10D" }],
        ["k", "task", waitingTask()],
      ],
      ["t:out>w", "w:out>k"],
      { maxStay: "P10D" },
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("friend.added");
    play.pass(T0 + 10 * D);
    expect(play.tasks).toEqual([]);
    expect(play.trace("exited")[0]?.detail).toEqual({ reason: "max_stay" });
  });

  it("of the newest version binds those inside: longer, shorter, or none", () => {
    const play = new Play(contextOf({ flows: [stay("P10D")] }), T0);
    play.event("friend.added");
    play.context = contextOf({ flows: [stay("P20D")], earlier: { f: [stay("P10D")] } });
    play.pass(T0 + 11 * D);
    expect(play.standing).toEqual(["k"]);
    play.context = contextOf({ flows: [stay("P12D")], earlier: { f: [stay("P10D"), stay("P20D")] } });
    play.published("f");
    play.pass(T0 + 12 * D);
    expect(play.trace("exited")).toMatchObject([{ at: T0 + 12 * D }]);
  });

  it("rests while the flow is paused", () => {
    const play = new Play(contextOf({ flows: [stay("P10D")] }), T0);
    play.event("friend.added");
    play.context = contextOf({ flows: [stay("P10D")], states: { f: "paused" } });
    play.until(T0 + 11 * D);
    expect(play.standing).toEqual(["k"]);
    play.context = contextOf({ flows: [stay("P10D")] });
    play.published("f", false);
    expect(play.trace("exited")[0]?.detail).toEqual({ reason: "max_stay" });
  });
});

const entering = (data: Record<string, unknown>, settings: Record<string, unknown> = {}) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "order.paid", ...data }],
      ["w", "wait.duration", { duration: "P7D" }],
    ],
    ["t:out>w"],
    settings,
  );

describe("an event older than the trigger's maxAge", () => {
  it("does not enter, and says so; one that is just young enough does", () => {
    const play = new Play(contextOf({ flows: [entering({ maxAge: "PT2H" })] }), T0);
    play.event("order.paid", { orderId: "a", amount: 1 }, { at: T0 - 2 * H - 1, received: T0 });
    expect(play.trace("refused")[0]?.detail).toMatchObject({ reason: "too_old" });
    expect(play.standing).toEqual([]);
    play.event("order.paid", { orderId: "b", amount: 1 }, { at: T0 - 2 * H, received: T0 });
    expect(play.standing).toEqual(["w"]);
  });
});

describe("a customer put into a flow by hand", () => {
  const manual = flowOf(
    "m",
    [
      ["t", "trigger.manual", {}],
      ["e", "trigger.event", { event: "order.paid" }],
      ["w", "wait.duration", { duration: "P7D" }],
    ],
    ["t:out>w", "e:out>w"],
    { reentry: "never" },
  );

  it("enters at the manual trigger, with what the request says of the entry, under the flow's re-entry rules", () => {
    const play = new Play(contextOf({ flows: [manual] }), T0);
    play.event("flow.requested", { flowId: "m", by: "ann", entry: { sku: "milk" } });
    expect(play.customer.enrollments).toMatchObject([{ trigger: "t", nodeId: "w", entry: { sku: "milk" } }]);
    play.event("flow.requested", { flowId: "m", by: "ann" });
    expect(play.trace("refused")[0]?.detail).toMatchObject({ reason: "active" });
  });

  it("does not enter a flow without a manual trigger, or one that is not there", () => {
    const play = new Play(contextOf({ flows: [entering({})] }), T0);
    play.event("flow.requested", { flowId: "f" });
    play.event("flow.requested", { flowId: "gone" });
    expect(play.standing).toEqual([]);
    expect(play.effects.filter((e) => e.kind === "alert")).toMatchObject([
      { code: "flow.start_unknown" },
      { code: "flow.start_unknown" },
    ]);
  });

  it("does not enter a paused flow", () => {
    const play = new Play(contextOf({ flows: [manual], states: { m: "paused" } }), T0);
    play.event("flow.requested", { flowId: "m" });
    expect(play.trace("refused")[0]?.detail).toMatchObject({ reason: "flow_paused" });
  });
});
