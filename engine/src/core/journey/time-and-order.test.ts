import { describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;

const buyOrTask = flowOf(
  "f",
  [
    ["t", "trigger.event", { event: "friend.added" }],
    ["w", "wait.event", { on: [{ id: "bought", event: "order.paid" }], timeout: "P3D" }],
    ["k", "task", sentTask()],
    ["x", "exit", { reason: "bought" }],
  ],
  ["t:out>w", "w:timeout>k", "w:bought>x"],
);

const order = (orderId: string, amount = 10_000) => ({ orderId, amount });

describe("§4.1 logical time", () => {
  it("a timer's time is its due time, however late it is served", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added");
    play.until(T0 + 3 * D + 2 * 60_000);
    expect(play.tasks[0]?.issuedAt).toBe(T0 + 3 * D);
  });

  it("an event's time is its own, not that of receipt, while it is not before the customer's clock", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added", {}, { at: T0, received: T0 + 2 * H });
    expect(play.customer.enrollments[0]?.enteredAt).toBe(T0);
  });

  it("a customer's clock never goes back: an earlier event counts at the clock", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("message.received", {}, { at: T0 + 5 * H, received: T0 + 5 * H });
    play.event("friend.added", {}, { at: T0 + H, received: T0 + 6 * H });
    expect(play.customer.clock).toBe(T0 + 5 * H);
    expect(play.customer.enrollments[0]?.enteredAt).toBe(T0 + 5 * H);
  });

  it("after a backlog tasks are issued in real time, and due and expiry count from there", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added");
    const late = T0 + 3 * D + 4 * H;
    play.until(late);
    expect(play.tasks[0]?.issuedAt).toBe(late);
    expect(play.tasks[0]?.dueAt).toBe(late + D);
  });
});

describe("§4.2 a timer due at t fires before any event at or after t", () => {
  it("an event at exactly start + timeout is too late (waits are half-open)", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added");
    play.event("order.paid", order("o1"), { at: T0 + 3 * D });
    expect(play.path).toContain("w:timeout");
    expect(play.path).not.toContain("w:bought");
  });

  it("one millisecond earlier it is in time", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added");
    play.event("order.paid", order("o1"), { at: T0 + 3 * D - 1 });
    expect(play.path).toEqual(["t:out", "w:bought"]);
  });

  it("the event itself serves the timers before it, without a tick in between", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added");
    play.event("message.received", {}, { at: T0 + 4 * D });
    expect(play.tasks).toHaveLength(1);
  });

  it("timers of the same time fire by order of enrollment, then node id", () => {
    const two = ["b", "a"].map((id) =>
      flowOf(
        id,
        [
          ["t", "trigger.event", { event: "friend.added" }],
          ["w", "wait.duration", { duration: "P1D" }],
          ["n", "tag", { add: [`tag-${id}`] }],
        ],
        ["t:out>w", "w:out>n"],
        { priority: id === "b" ? 90 : 10 },
      ),
    );
    const play = new Play(contextOf({ flows: two }), T0);
    play.event("friend.added");
    play.until(T0 + D);
    const order = play.trace("left").filter((t) => t.nodeId === "w");
    expect(order.map((t) => t.flowId)).toEqual(["b", "a"]);
  });
});

describe("§4.4 late events", () => {
  it("an event later than the setting updates the profile and matches nothing", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added", { advisorId: "a1" }, { at: T0, received: T0 + 25 * H });
    expect(play.customer.advisorId).toBe("a1");
    expect(play.customer.enrollments).toEqual([]);
    expect(play.trace("late")).toHaveLength(1);
  });

  it("orders may be 3 days late", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added");
    play.event("order.paid", order("o1"), { at: T0 + H, received: T0 + 2 * D });
    expect(play.path).toEqual(["t:out", "w:bought"]);
  });

  it("history matches nothing, whatever its time", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added", {}, { history: true });
    expect(play.customer.enrollments).toEqual([]);
    expect(play.customer.friendSince).toBe(T0);
  });

  it("a wait does not match what happened before it began", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added");
    play.event("order.paid", order("o1"), { at: T0 - H, received: T0 + H });
    expect(play.standing).toEqual(["w"]);
  });

  it("a lookback lets a wait match what happened shortly before it", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.event", { on: [{ id: "scan", event: "card.scanned" }], timeout: "P3D", lookback: "PT2H" }],
      ],
      ["t:out>w"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("card.scanned", {}, { at: T0 });
    play.event("friend.added", {}, { at: T0 + H });
    expect(play.path).toEqual(["t:out", "w:scan"]);
    const early = new Play(contextOf({ flows: [flow] }), T0);
    early.event("card.scanned", {}, { at: T0 });
    early.event("friend.added", {}, { at: T0 + 3 * H });
    expect(early.standing).toEqual(["w"]);
  });

  it("exits and goals ignore events before the entry and the entering event itself", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "order.paid" }],
        ["w", "wait.duration", { duration: "P5D" }],
      ],
      ["t:out>w"],
      {
        exitWhen: [{ on: "order.paid", reason: "again" }],
        goals: [{ id: "again", on: "order.paid", within: "P30D" }],
      },
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("order.paid", order("o1"));
    expect(play.standing).toEqual(["w"]);
    play.event("order.paid", order("o0"), { at: T0 - H, received: T0 + H });
    expect(play.standing).toEqual(["w"]);
    play.event("order.paid", order("o2"), { at: T0 + 2 * H });
    expect(play.trace("goal")).toHaveLength(1);
    expect(play.trace("exited").map((t) => t.detail?.reason)).toEqual(["again"]);
  });
});

describe("§4.5 once", () => {
  it("the same log position is applied once", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added");
    const { customer } = play;
    const again = new Play(play.context, T0);
    again.customer = customer;
    again.event("friend.added", {}, { id: "e1" });
    expect(again.effects).toEqual([]);
  });
});

describe("§4.7 an event that nothing waits for changes no timer", () => {
  it("an unrelated event does not restart a wait (seen elsewhere: a customer's delay restarted)", () => {
    const play = new Play(contextOf({ flows: [buyOrTask] }), T0);
    play.event("friend.added");
    const waits = () => play.customer.timers.filter((t) => t.kind === "wait");
    const before = waits();
    play.event("page.viewed", { url: "/p" }, { at: T0 + D });
    expect(waits()).toEqual(before);
    play.until(T0 + 3 * D);
    expect(play.tasks).toHaveLength(1);
  });

  it("two waits on one event each leave by their own port", () => {
    const flow = (id: string, event: string) =>
      flowOf(
        id,
        [
          ["t", "trigger.event", { event: "friend.added" }],
          [
            "w",
            "wait.event",
            {
              on: [
                { id: `p-${id}`, event },
                { id: "other", event: "page.viewed" },
              ],
              timeout: "P3D",
            },
          ],
        ],
        ["t:out>w"],
      );
    const play = new Play(contextOf({ flows: [flow("a", "link.clicked"), flow("b", "link.clicked")] }), T0);
    play.event("friend.added");
    play.event("link.clicked", {}, { at: T0 + H });
    expect(play.path.filter((p) => p.startsWith("w"))).toEqual(["w:p-a", "w:p-b"]);
  });
});

describe("§4.13 daylight saving", () => {
  it("a missing local time becomes the next existing one", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.until", { time: "02:30" }],
      ],
      ["t:out>w"],
      { timezone: "America/New_York" },
    );
    const at = Date.parse("2026-03-08T01:00:00-05:00");
    const play = new Play(contextOf({ flows: [flow] }), at);
    play.event("friend.added");
    expect(play.customer.enrollments[0]?.node.dueAt).toBe(Date.parse("2026-03-08T03:00:00-04:00"));
  });
});

describe("tasks wait for their result", () => {
  it("goes by the outcome, by skipped, by expired", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["yes", "no"])],
        ["y", "tag", { add: ["是"] }],
      ],
      ["t:out>k", "k:yes>y"],
    );
    const ports = (act: (play: Play) => void) => {
      const play = new Play(contextOf({ flows: [flow] }), T0);
      play.event("friend.added");
      act(play);
      return play.path.filter((p) => p.startsWith("k"));
    };
    expect(ports((p) => p.complete(p.tasks[0] ?? "", "yes"))).toEqual(["k:yes"]);
    expect(ports((p) => p.complete(p.tasks[0] ?? "", "no"))).toEqual(["k:no"]);
    expect(ports((p) => p.tasks[0] && p.skip(p.tasks[0]))).toEqual(["k:skipped"]);
    expect(ports((p) => p.until(T0 + 3 * D))).toEqual(["k:expired"]);
  });

  it("an outcome that the task does not list moves nothing and is kept", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["yes"])],
      ],
      ["t:out>k"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("friend.added");
    const effects = play.complete(play.tasks[0] ?? "", "maybe");
    expect(effects.some((e) => e.kind === "task.late")).toBe(true);
    expect(play.standing).toEqual(["k"]);
  });

  it("a result for a closed task is kept as late and moves nothing", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask([])],
        ["w", "wait.duration", { duration: "P9D" }],
      ],
      ["t:out>k", "k:expired>w", "k:done>w"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("friend.added");
    play.until(T0 + 3 * D);
    const effects = play.complete(play.tasks[0] ?? "");
    expect(effects.map((e) => e.kind)).toContain("task.late");
    expect(play.standing).toEqual(["w"]);
  });
});
