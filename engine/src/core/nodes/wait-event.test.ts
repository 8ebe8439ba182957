import { describe, expect, it } from "vitest";
import { flowOf, sentTask } from "../journey/flows.testkit.js";
import { contextOf, cst, Play } from "../journey/journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;
const H = 60 * MINUTE;
const D = 24 * H;

const paid = (value: number) => ({
  all: [{ fact: "event", path: "$.props.amount", operator: "greaterThanInclusive", value }],
});

const waiting = (data: Record<string, unknown>) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "form.submitted" }],
      ["w", "wait.event", data],
    ],
    ["t:out>w"],
  );

function enter(data: Record<string, unknown>, before: (play: Play) => void = () => {}): Play {
  const play = new Play(contextOf({ flows: [waiting(data)] }), T0 - D);
  before(play);
  play.event("form.submitted", {}, { at: T0 });
  return play;
}

const order = (amount: number) => ({ orderId: `o${amount}`, amount });
const talk = { id: "talk", event: "message.received" };

describe("§3 wait.event", () => {
  it("of several that match one event the first in the list wins, whatever its condition", () => {
    const on = [
      { id: "mid", event: "order.paid", where: paid(100) },
      { id: "big", event: "order.paid", where: paid(1_000) },
    ];
    const play = enter({ on, timeout: "P1D" });
    play.event("order.paid", order(5_000), { at: T0 + H });
    expect(play.path.at(-1)).toBe("w:mid");
  });

  it("an event that matches no condition leaves it waiting, and changes no timer", () => {
    const play = enter({ on: [{ id: "big", event: "order.paid", where: paid(1_000) }], timeout: "P1D" });
    const before = play.customer.timers.find((t) => t.kind === "wait");
    play.event("order.paid", order(5), { at: T0 + H });
    expect(play.customer.timers.find((t) => t.kind === "wait")).toEqual(before);
    play.pass(T0 + 2 * D);
    expect(play.path.at(-1)).toBe("w:timeout");
    expect(play.trace("left").at(-1)?.at).toBe(T0 + D);
  });

  it.each([
    ["at its very start", 0, 0, "w:talk"],
    ["one millisecond before its end", D - 1, D - 1, "w:talk"],
    ["exactly at its end", D, D, "w:timeout"],
    ["before its start, told late", -1, H, "w:timeout"],
    ["inside, told late but before its end", H, D - 1, "w:talk"],
    ["inside, told after its end", H, D, "w:timeout"],
  ])("half-open, by when it happened: an event %s", (_, at, received, path) => {
    const play = enter({ on: [talk], timeout: "P1D" });
    play.pass(T0 + received);
    play.event("message.received", {}, { at: T0 + at, received: T0 + received });
    play.pass(T0 + 2 * D);
    expect(play.path.at(-1)).toBe(path);
  });

  it("an event beyond the lateness setting does not match, though it lies inside", () => {
    const play = enter({ on: [talk], timeout: "P7D" });
    play.event("message.received", {}, { at: T0 + H, received: T0 + 26 * H });
    expect(play.standing).toEqual(["w"]);
  });
});

describe("§3 lookback", () => {
  it.each([
    ["inside", -30 * MINUTE, "w:talk"],
    ["exactly as long ago", -H, "w:talk"],
    ["longer ago", -H - 1, "t:out"],
  ])("an event %s", (_, at, path) => {
    const play = enter({ on: [talk], timeout: "P1D", lookback: "PT1H" }, (p) =>
      p.event("message.received", {}, { at: T0 + at }),
    );
    expect(play.path.at(-1)).toBe(path);
  });

  it("the earliest past event that matches answers, by list order", () => {
    const on = [{ id: "big", event: "order.paid", where: paid(1_000) }, { id: "any", event: "order.paid" }, talk];
    const play = enter({ on, timeout: "P1D", lookback: "PT1H" }, (p) => {
      p.event("order.paid", order(1), { at: T0 - 20 * MINUTE });
      p.event("order.paid", order(9_000), { at: T0 - 10 * MINUTE });
    });
    expect(play.path.at(-1)).toBe("w:any");
  });

  it("remembers what this customer may come to, whatever older version others still stand in", () => {
    const looking = waiting({ on: [talk], timeout: "P1D", lookback: "PT1H" });
    const plain = waiting({ on: [talk], timeout: "P1D" });
    const remembered = (earlier: (typeof looking)[], flow: typeof looking) => {
      const play = new Play(contextOf({ flows: [flow], earlier: { f: earlier } }), T0);
      play.event("message.received");
      return play.customer.lookback.length;
    };
    expect(remembered([], looking)).toBe(1);
    expect(remembered([plain], looking)).toBe(1);
    expect(remembered([looking], plain)).toBe(0);
  });

  it("still remembers for who stands in the older version", () => {
    const looking = waiting({ on: [{ ...talk, where: paid(1) }], timeout: "P1D", lookback: "PT1H" });
    const play = enter({ on: [{ ...talk, where: paid(1) }], timeout: "P1D", lookback: "PT1H" });
    const plain = waiting({ on: [talk], timeout: "P1D" });
    play.context = contextOf({ flows: [plain], earlier: { f: [looking] } });
    play.event("message.received", {}, { at: T0 + MINUTE });
    expect(play.customer.lookback.map((e) => e.type)).toEqual(["message.received"]);
  });

  it("a late event may lie in the lookback, and is answered as it comes", () => {
    const play = enter({ on: [talk], timeout: "P1D", lookback: "PT1H" });
    play.event("message.received", {}, { at: T0 - 30 * MINUTE, received: T0 + H });
    expect(play.path.at(-1)).toBe("w:talk");
    const tooEarly = enter({ on: [talk], timeout: "P1D", lookback: "PT1H" });
    tooEarly.event("message.received", {}, { at: T0 - 2 * H, received: T0 + H });
    expect(tooEarly.standing).toEqual(["w"]);
  });

  it("history is never looked back at", () => {
    const play = enter({ on: [talk], timeout: "P1D", lookback: "PT1H" }, (p) =>
      p.event("message.received", {}, { at: T0 - MINUTE, history: true }),
    );
    expect(play.standing).toEqual(["w"]);
  });

  it("neither the entering event nor the one that led here answers it, also behind a tag and a task", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "message.received" }],
        ["v", "wait.event", { on: [talk], timeout: "P1D", lookback: "PT1H" }],
        ["g", "tag", { add: ["聊过"] }],
        ["k", "task", sentTask({ purpose: "reply" })],
        ["w", "wait.event", { on: [talk], timeout: "P1D", lookback: "PT1H" }],
      ],
      ["t:out>v", "v:talk>g", "g:out>k", "k:out>w"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("message.received");
    expect(play.standing).toEqual(["v"]);
    play.event("message.received", {}, { at: T0 + MINUTE });
    expect(play.standing).toEqual(["w"]);
    play.event("message.received", {}, { at: T0 + 2 * MINUTE });
    expect(play.path.at(-1)).toBe("w:talk");
  });
});

describe("§4.6 one event, many enrollments", () => {
  it("moves each through at most one wait, also through a wait behind another", () => {
    const twice = (id: string) =>
      flowOf(
        id,
        [
          ["t", "trigger.event", { event: "form.submitted" }],
          ["w", "wait.event", { on: [talk], timeout: "P1D" }],
          ["v", "wait.event", { on: [talk], timeout: "P1D" }],
        ],
        ["t:out>w", "w:talk>v"],
      );
    const play = new Play(contextOf({ flows: [twice("a"), twice("b")] }), T0);
    play.event("form.submitted");
    play.event("message.received", {}, { at: T0 + H });
    expect(play.standing).toEqual(["v", "v"]);
  });

  it("an event that a flow raises may move a second wait", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "form.submitted" }],
        ["w", "wait.event", { on: [talk], timeout: "P1D" }],
        ["g", "tag", { add: ["聊过"] }],
        ["v", "wait.event", { on: [{ id: "tagged", event: "tag.added" }], timeout: "P1D" }],
      ],
      ["t:out>w", "w:talk>g", "g:out>v"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("form.submitted");
    play.event("message.received", {}, { at: T0 + H });
    expect(play.path.at(-1)).toBe("v:tagged");
  });
});
