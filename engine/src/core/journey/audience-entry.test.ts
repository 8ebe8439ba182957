import { describe, expect, it } from "vitest";
import { flowOf, sentTask } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;

const hasTag = (tag: string) => ({ all: [{ fact: "customer", path: "$.tags", operator: "contains", value: tag }] });
const lacksTag = (tag: string) => ({
  all: [{ fact: "customer", path: "$.tags", operator: "doesNotContain", value: tag }],
});
const quietDays = (value: number) => ({
  all: [{ fact: "customer", path: "$.activity.daysSince", operator: "greaterThanInclusive", value }],
});

const audience = (where: unknown, more: Record<string, unknown> = {}, settings = {}) =>
  flowOf(
    "f",
    [
      ["t", "trigger.audience", { where, ...more }],
      ["k", "task", sentTask({ purpose: "reply" })],
    ],
    ["t:out>k"],
    settings,
  );

/** A customer that was there before the flow was published. */
function known(flow: ReturnType<typeof audience>, tags: readonly string[] = [], states = {}): Play {
  const play = new Play(contextOf({ flows: [] }), T0);
  play.event("message.received", { text: "hi" });
  for (const tag of tags) play.event("tag.added", { tag });
  play.context = contextOf({ flows: [flow], states });
  play.published("f");
  return play;
}

const entered = (play: Play) => play.trace("entered").map((t) => t.at);

describe("§3 trigger.audience: who starts to match", () => {
  it("someone new matches from the first event on, and so starts to match", () => {
    const play = new Play(contextOf({ flows: [audience(lacksTag("老客"))] }), T0);
    play.event("friend.added");
    expect(entered(play)).toEqual([T0]);
    play.event("message.received", {}, { at: T0 + H });
    expect(entered(play)).toEqual([T0]);
  });

  it("someone new who comes by an import is marked and does not enter by the next event", () => {
    const play = new Play(contextOf({ flows: [audience(lacksTag("老客"))] }), T0);
    play.event("customer.imported", { name: "王女士" }, { history: true });
    play.event("message.received", {}, { at: T0 + H });
    expect(entered(play)).toEqual([]);
  });

  it("leaving and matching again enters again, if the flow lets people in again", () => {
    const play = known(audience(hasTag("高意向")));
    for (const type of ["tag.added", "tag.removed", "tag.added"]) play.event(type, { tag: "高意向" });
    expect(entered(play)).toHaveLength(2);
  });

  it("a start that re-entry refuses is not made up for later", () => {
    const play = known(audience(hasTag("高意向"), {}, { reentry: "never" }));
    for (const type of ["tag.added", "tag.removed", "tag.added"]) play.event(type, { tag: "高意向" });
    play.event("message.received", {}, { at: T0 + D });
    expect(entered(play)).toHaveLength(1);
    expect(play.trace("refused").map((t) => t.detail?.reason)).toEqual(["reentry_never"]);
  });

  it("made true by time it enters at the next checkAt, once; made true again by time, again", () => {
    const play = known(audience(quietDays(3), { checkAt: "09:30" }));
    play.pass(T0 + 10 * D);
    expect(entered(play)).toEqual([cst("2026-03-05 09:30")]);
    play.event("message.received", { text: "hi" });
    play.pass(T0 + 20 * D);
    expect(entered(play)).toEqual([cst("2026-03-05 09:30"), cst("2026-03-15 09:30")]);
  });

  it("made true by time, an own event before checkAt that still matches enters at once", () => {
    const play = known(audience(quietDays(3), { checkAt: "09:30" }));
    play.event("coupon.received", {}, { at: cst("2026-03-05 08:00") }); // no activity of its own
    expect(entered(play)).toEqual([cst("2026-03-05 08:00")]);
    play.pass(cst("2026-03-05 12:00"));
    expect(entered(play)).toHaveLength(1);
  });

  it("who left by time alone and matches again before the next checkAt has started anew", () => {
    const recent = {
      all: [{ fact: "customer", path: "$.activity.lastAt", operator: "withinDays", value: 2 }, ...hasTag("会员").all],
    };
    const play = known(audience(recent, { checkAt: "09:00" }));
    play.event("tag.added", { tag: "会员" });
    expect(entered(play)).toEqual([T0]);
    // At midnight of the 5th it no longer matches; at 08:00 it does again.
    play.pass(cst("2026-03-05 07:00"));
    play.event("message.received", { text: "hi" }, { at: cst("2026-03-05 08:00") });
    expect(entered(play)).toEqual([T0, cst("2026-03-05 08:00")]);
  });
});

describe("§4.4 late and history events change an audience without entering it", () => {
  it("who matches since a late event does not enter by the next event", () => {
    const bought = {
      all: [{ fact: "customer", path: "$.orders.count", operator: "greaterThanInclusive", value: 1 }],
    };
    const play = known(audience(bought));
    play.event("order.paid", { orderId: "o", amount: 100 }, { at: T0 - 10 * D, received: T0 + H });
    play.event("page.viewed", {}, { at: T0 + 2 * H });
    expect(entered(play)).toEqual([]);
  });

  it("an import between midnight and checkAt does not lose who became quiet at midnight", () => {
    const play = known(audience(quietDays(3), { checkAt: "09:30" }));
    play.event(
      "order.paid",
      { orderId: "o", amount: 100 },
      { at: T0 - 20 * D, received: cst("2026-03-05 07:00"), history: true },
    );
    play.pass(T0 + 10 * D);
    expect(entered(play)).toEqual([cst("2026-03-05 09:30")]);
  });
});

describe("§3 existing: who matches at publish", () => {
  it("is ignored, and enters only after it has left and matched again", () => {
    const play = known(audience(hasTag("会员")), ["会员"]);
    play.event("message.received", {}, { at: T0 + H });
    expect(entered(play)).toEqual([]);
    play.event("tag.removed", { tag: "会员" });
    play.event("tag.added", { tag: "会员" });
    expect(entered(play)).toHaveLength(1);
  });

  it("is entered where the trigger says so, once, also when an event comes before the publish pass", () => {
    const flow = audience(hasTag("会员"), { existing: "enroll" });
    const play = new Play(contextOf({ flows: [] }), T0);
    play.event("tag.added", { tag: "会员" });
    play.context = contextOf({ flows: [flow] });
    play.event("message.received", {}, { at: T0 + H });
    play.published("f");
    expect(entered(play)).toEqual([T0 + H]);
  });

  it("a republish of the same question does not lose who was to enter at today's checkAt", () => {
    const flow = audience(quietDays(3), { checkAt: "09:30" });
    const play = known(flow);
    play.pass(cst("2026-03-05 08:00"));
    play.context = contextOf({ flows: [{ ...flow, name: "新名字" }], earlier: { f: [flow] } });
    play.published("f");
    play.pass(T0 + 10 * D);
    expect(entered(play)).toEqual([cst("2026-03-05 09:30")]);
  });

  it("a new question is a new baseline", () => {
    const play = known(audience(quietDays(9)));
    play.pass(T0 + 4 * D);
    play.context = contextOf({ flows: [audience(quietDays(3))], earlier: { f: [audience(quietDays(9))] } });
    play.published("f");
    play.pass(T0 + 20 * D);
    expect(entered(play)).toEqual([]);
  });
});

describe("§5 a paused flow's audience", () => {
  const pause = (play: Play, flow: ReturnType<typeof audience>, state: "paused" | "live") => {
    play.context = contextOf({ flows: [flow], states: { f: state } });
    play.published("f", false);
  };

  it("who began to match in the pause does not enter, neither then nor by a chance event after it", () => {
    const flow = audience(hasTag("会员"));
    const play = known(flow);
    pause(play, flow, "paused");
    play.event("tag.added", { tag: "会员" }, { at: T0 + D });
    pause(play, flow, "live");
    play.event("message.received", {}, { at: T0 + 2 * D });
    expect(entered(play)).toEqual([]);
  });

  it("a resume is no publish: who entered as existing does not enter once more", () => {
    const flow = audience(quietDays(0), { existing: "enroll", checkAt: "09:00" });
    const play = known(flow);
    expect(entered(play)).toHaveLength(1);
    play.complete(play.open[0] ?? "");
    pause(play, flow, "paused");
    play.pass(T0 + 5 * D);
    pause(play, flow, "live");
    play.event("page.viewed", {}, { at: T0 + 5 * D + H });
    expect(entered(play)).toHaveLength(1);
  });
});

describe("§3 trigger.schedule: existing", () => {
  const flow = (existing: string) =>
    flowOf(
      "f",
      [
        ["t", "trigger.schedule", { cron: "0 10 * * 1", audience: hasTag("会员"), existing }],
        ["k", "task", sentTask()],
      ],
      ["t:out>k"],
    );

  it("people who match at publish enter at once where the trigger says so, and only at publish", () => {
    const play = new Play(contextOf({ flows: [flow("enroll")] }), T0);
    play.event("tag.added", { tag: "会员" });
    play.published("f", false);
    expect(entered(play)).toEqual([]);
    play.now = T0 + H;
    play.published("f", true);
    expect(entered(play)).toEqual([T0 + H]);
    const other = new Play(contextOf({ flows: [flow("ignore")] }), T0);
    other.event("tag.added", { tag: "会员" });
    other.published("f", true);
    expect(entered(other)).toEqual([]);
  });

  it("an occurrence of a paused flow enters nobody", () => {
    const play = new Play(contextOf({ flows: [flow("ignore")], states: { f: "paused" } }), T0);
    play.event("tag.added", { tag: "会员" });
    play.schedule("f", "t", T0 + D);
    expect(entered(play)).toEqual([]);
  });
});
