import { describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";
import { step } from "./step.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;
const order = (orderId: string) => ({ orderId, amount: 12_800 });

const waiting = (id: string, more: Parameters<typeof flowOf>[3] = {}) =>
  flowOf(
    id,
    [
      ["t", "trigger.event", { event: "friend.added" }],
      ["k", "task", waitingTask(["ok"])],
    ],
    ["t:out>k"],
    more,
  );

describe("§4.6 order within one input", () => {
  it("the profile is updated first, so an entry reads what the event did", () => {
    const flow = flowOf(
      "f",
      [
        [
          "t",
          "trigger.event",
          {
            event: "order.paid",
            where: { all: [{ fact: "customer", path: "$.orders.count", operator: "equal", value: 1 }] },
          },
        ],
        ["w", "wait.duration", { duration: "P1D" }],
      ],
      ["t:out>w"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("order.paid", order("o1"));
    expect(play.standing).toEqual(["w"]);
  });

  it("an exit beats a wait on the same event", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.event", { on: [{ id: "bought", event: "order.paid" }], timeout: "P9D" }],
      ],
      ["t:out>w"],
      { exitWhen: [{ on: "order.paid", reason: "purchased" }] },
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("friend.added");
    play.event("order.paid", order("o1"), { at: T0 + H });
    expect(play.trace("exited").map((t) => t.detail?.reason)).toEqual(["purchased"]);
    expect(play.path).toEqual(["t:out"]);
  });

  it("one event moves an enrollment through at most one wait", () => {
    const on = [{ id: "clicked", event: "link.clicked" }];
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w1", "wait.event", { on, timeout: "P9D", lookback: "P1D" }],
        ["w2", "wait.event", { on, timeout: "P9D", lookback: "P1D" }],
      ],
      ["t:out>w1", "w1:clicked>w2"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("friend.added");
    play.event("link.clicked", {}, { at: T0 + H });
    expect(play.standing).toEqual(["w2"]);
  });

  it("a tag that a flow sets enters the flow that triggers on it, after the event that caused it", () => {
    const tagger = flowOf(
      "tagger",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["g", "tag", { add: ["新客"] }],
      ],
      ["t:out>g"],
    );
    const listener = flowOf(
      "listener",
      [
        [
          "t",
          "trigger.event",
          {
            event: "tag.added",
            where: { all: [{ fact: "event", path: "$.props.tag", operator: "equal", value: "新客" }] },
          },
        ],
        ["w", "wait.duration", { duration: "P1D" }],
      ],
      ["t:out>w"],
    );
    const play = new Play(contextOf({ flows: [tagger, listener] }), T0);
    play.event("friend.added");
    expect(play.customer.tags).toEqual(["新客"]);
    expect(play.customer.enrollments.map((e) => e.flowId)).toEqual(["listener"]);
  });

  it("a chain deeper than 8 stops as a loop with an alert, and nothing hangs", () => {
    const flip = (id: string, hears: string, says: string) =>
      flowOf(
        id,
        [
          ["t", "trigger.event", { event: hears }],
          ["g", "tag", says === "tag.added" ? { add: ["甲"] } : { remove: ["甲"] }],
        ],
        ["t:out>g"],
      );
    const play = new Play(
      contextOf({ flows: [flip("on", "tag.removed", "tag.added"), flip("off", "tag.added", "tag.removed")] }),
      T0,
    );
    play.event("tag.added", { tag: "甲" });
    expect(play.effects.some((e) => e.kind === "alert" && e.code === "flow.loop")).toBe(true);
  });

  it("flow.start enters another flow by its own re-entry rules", () => {
    const starter = flowOf(
      "starter",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["s", "flow.start", { flowId: "target" }],
      ],
      ["t:out>s"],
    );
    const target = flowOf(
      "target",
      [
        ["t", "trigger.event", { event: "custom.never" }],
        ["w", "wait.duration", { duration: "P1D" }],
      ],
      ["t:out>w"],
      { reentry: "never" },
    );
    const play = new Play(contextOf({ flows: [starter, target] }), T0);
    play.event("friend.added");
    expect(play.customer.enrollments.map((e) => e.flowId)).toEqual(["target"]);
    play.until(T0 + 2 * D);
    play.event("friend.added", {}, { at: T0 + 3 * D });
    expect(play.trace("refused").map((t) => t.detail?.reason)).toContain("reentry_never");
  });
});

describe("§4.8 exit is immediate", () => {
  it("a purchase withdraws the open task from the advisor's list at once, with the reason", () => {
    const play = new Play(
      contextOf({ flows: [waiting("f", { exitWhen: [{ on: "order.paid", reason: "purchased" }] })] }),
      T0,
    );
    play.event("friend.added");
    expect(play.open).toHaveLength(1);
    play.event("order.paid", order("o1"), { at: T0 + H });
    expect(play.open).toHaveLength(0);
    const close = play.effects.find((e) => e.kind === "task.close");
    expect(close).toMatchObject({ state: "withdrawn", reason: "purchased", at: T0 + H });
    expect(play.customer.timers.filter((t) => t.e !== "")).toEqual([]);
  });

  it.each([
    ["friend.removed", { by: "customer", advisorId: "a1" }, "friend_removed"],
    ["customer.erased", {}, "erased"],
  ])("%s exits every flow", (type, props, reason) => {
    const play = new Play(contextOf({ flows: [waiting("a"), waiting("b")] }), T0);
    play.event("friend.added", { advisorId: "a1" });
    play.event(type, props, { at: T0 + H });
    expect(play.trace("exited").map((t) => t.detail?.reason)).toEqual([reason, reason]);
    expect(play.open).toEqual([]);
  });

  it("do not disturb, said to one advisor, exits every flow and refuses new entries", () => {
    const play = new Play(contextOf({ flows: [waiting("a"), waiting("b")] }), T0);
    play.event("friend.added", { advisorId: "a1" });
    const [first] = play.tasks;
    play.complete(first ?? "", "ok", { intent: "do_not_disturb" });
    expect(play.customer.enrollments).toEqual([]);
    const closes = play.effects.flatMap((e) => (e.kind === "task.close" ? [[e.taskId === first?.id, e.state]] : []));
    expect(closes).toEqual([
      [true, "done"],
      [false, "withdrawn"],
    ]);
    play.event("friend.added", { advisorId: "a2" }, { at: T0 + D });
    expect(play.trace("refused").map((t) => t.detail?.reason)).toEqual(["do_not_disturb", "do_not_disturb"]);
  });

  it("an exit may change tags", () => {
    const exitWhen = [{ on: "order.paid", reason: "purchased", do: { tags: { add: ["已购"], remove: [] } } }];
    const play = new Play(contextOf({ flows: [waiting("f", { exitWhen })] }), T0);
    play.event("friend.added");
    play.event("order.paid", order("o1"), { at: T0 + H });
    expect(play.customer.tags).toContain("已购");
  });
});

describe("§4.9 closing", () => {
  const flow = flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "friend.added" }],
      ["k", "task", sentTask()],
    ],
    ["t:out>k"],
    { goals: [{ id: "bought", on: "order.paid", within: "P14D" }], reentry: "after_exit" },
  );

  it("goals still count after the path has ended, until their window is over", () => {
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("friend.added");
    expect(play.customer.enrollments[0]?.state).toBe("closing");
    play.event("order.paid", order("o1"), { at: T0 + 10 * D });
    expect(play.trace("goal")).toHaveLength(1);
    expect(play.customer.enrollments).toEqual([]);
  });

  it("a goal window is half-open", () => {
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("friend.added");
    play.event("order.paid", order("o1"), { at: T0 + 14 * D });
    expect(play.trace("goal")).toEqual([]);
    expect(play.customer.enrollments).toEqual([]);
  });

  it("for re-entry it has ended", () => {
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("friend.added");
    play.event("friend.added", {}, { at: T0 + D });
    expect(play.trace("entered")).toHaveLength(2);
  });

  it("a goal counts once, also for people of a holdout", () => {
    const holdout = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["s", "split", { variants: [{ id: "hold", weight: 1, holdout: true }] }],
      ],
      ["t:out>s"],
      { goals: [{ id: "bought", on: "order.paid", within: "P14D" }] },
    );
    const play = new Play(contextOf({ flows: [holdout] }), T0);
    play.event("friend.added");
    play.event("order.paid", order("o1"), { at: T0 + D });
    play.event("order.paid", order("o2"), { at: T0 + 2 * D });
    expect(play.trace("goal")).toHaveLength(1);
    expect(play.tasks).toEqual([]);
  });
});

describe("§4.11 ids", () => {
  it("are the same in every run, and differ by visit", () => {
    const loop = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", sentTask()],
        ["w", "wait.duration", { duration: "P1D" }],
      ],
      ["t:out>k", "k:out>w", "w:out>k"],
    );
    const ids = () => {
      const play = new Play(contextOf({ flows: [loop] }), T0);
      play.event("friend.added");
      play.pass(T0 + 2 * D);
      return play.tasks.map((t) => t.id);
    };
    expect(ids()).toEqual(ids());
    expect(new Set(ids()).size).toBe(3);
  });
});

describe("§4.12 failure", () => {
  it("an error inside one node fails that enrollment and nothing else", () => {
    const broken = flowOf(
      "broken",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        [
          "k",
          "task",
          {
            ...sentTask(),
            script: undefined,
            scripts: [
              {
                id: "a",
                where: { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: "无" }] },
                text: "您好",
              },
            ],
          },
        ],
      ],
      ["t:out>k"],
    );
    const play = new Play(contextOf({ flows: [broken, waiting("fine")] }), T0);
    play.event("friend.added");
    expect(play.trace("failed").map((t) => [t.flowId, t.detail?.code])).toEqual([["broken", "task.no_script"]]);
    expect(play.open.map((t) => t.flowId)).toEqual(["fine"]);
  });

  it("step leaves the customer it was given as it was", () => {
    const play = new Play(contextOf({ flows: [waiting("f")] }), T0);
    play.event("friend.added");
    const before = structuredClone(play.customer);
    step(play.customer, { kind: "tick", id: "t", seq: 0, at: T0 + 9 * D, now: T0 + 9 * D }, play.context);
    expect(play.customer).toEqual(before);
  });
});

describe("re-entry", () => {
  const flow = (reentry: "never" | "after_exit" | { after: string }) =>
    flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "form.submitted" }],
        ["w", "wait.duration", { duration: "P1D" }],
      ],
      ["t:out>w"],
      { reentry },
    );
  const entries = (reentry: Parameters<typeof flow>[0], days: number[]) => {
    const play = new Play(contextOf({ flows: [flow(reentry)] }), T0);
    for (const day of days) play.event("form.submitted", {}, { at: T0 + day * D });
    return play.trace("entered").length;
  };
  it("is always refused while active", () => expect(entries("after_exit", [0, 0.5])).toBe(1));
  it("never means once", () => expect(entries("never", [0, 5, 50])).toBe(1));
  it("after_exit lets people in again", () => expect(entries("after_exit", [0, 5, 50])).toBe(3));
  it("after counts from the last entry", () => expect(entries({ after: "P30D" }, [0, 5, 30, 59])).toBe(2));
});
