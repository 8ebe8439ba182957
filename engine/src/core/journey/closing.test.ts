import { describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, openPolicy, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;
const order = (orderId: string) => ({ orderId, amount: 12_800 });
const goals = [{ id: "buy", on: "order.paid", within: "P14D" }];

const handedOut = (settings: Parameters<typeof flowOf>[3], more: Record<string, unknown> = {}) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "friend.added" }],
      ["k", "task", sentTask(more)],
    ],
    ["t:out>k"],
    settings,
  );

function start(flow: ReturnType<typeof handedOut>, world = {}): Play {
  const play = new Play(contextOf({ flows: [flow], ...world }), T0);
  play.event("friend.added", { advisorId: "a1" });
  return play;
}

describe("§4.9 closing", () => {
  it("lasts until no task is open and the goal windows are over", () => {
    const play = start(handedOut({ goals }, { expireIn: "P20D" }));
    play.pass(T0 + 15 * D);
    expect(play.customer.enrollments[0]?.state).toBe("closing");
    play.pass(T0 + 20 * D);
    expect(play.customer.enrollments).toEqual([]);
    expect(play.trace("closed").map((t) => t.at)).toEqual([T0 + 20 * D]);
  });

  it("an exit still withdraws what is out, with its reason, and changes its tags", () => {
    const exitWhen = [{ on: "order.paid", reason: "bought", do: { tags: { add: ["首单"], remove: [] } } }];
    const play = start(handedOut({ goals, exitWhen }));
    play.event("order.paid", order("o1"), { at: T0 + D });
    expect(play.trace("withdrawn").map((t) => t.detail?.reason)).toEqual(["bought"]);
    expect(play.customer.tags).toEqual(["首单"]);
    expect(play.trace("goal")).toHaveLength(1);
    expect(play.customer.enrollments).toEqual([]);
    expect(play.trace("closed")).toHaveLength(1);
  });

  it("one that an exit ended is not ended again: a second purchase does not turn its tags back", () => {
    const exitWhen = [{ on: "order.paid", reason: "bought", do: { tags: { add: ["首单"], remove: [] } } }];
    const watching = [{ id: "praise", on: "customer.praised", within: "P30D" }];
    const taxonomy = {
      groups: [
        { id: "b", name: "购买", tags: ["首单", "复购"], exclusive: true, automatic: false, syncToWecom: false },
      ],
    };
    const play = start(handedOut({ goals: watching, exitWhen }), { taxonomy });
    play.event("order.paid", order("o1"), { at: T0 + D });
    play.event("tag.added", { tag: "复购" }, { at: T0 + 2 * D });
    play.event("order.paid", order("o2"), { at: T0 + 3 * D });
    expect(play.customer.tags).toEqual(["复购"]);
    expect(play.customer.enrollments[0]?.state).toBe("closing");
  });

  it("reaching the last goal after the last task ends it", () => {
    const play = start(handedOut({ goals }));
    play.complete(play.tasks[0] ?? "");
    expect(play.customer.enrollments[0]?.state).toBe("closing");
    play.event("order.paid", order("o1"), { at: T0 + D });
    expect(play.customer.enrollments).toEqual([]);
  });

  it("with two windows it lasts until the longer one that is still open", () => {
    const two = [...goals, { id: "praise", on: "customer.praised", within: "P30D" }];
    const play = start(handedOut({ goals: two }, { expireIn: "P1D" }));
    play.event("customer.praised", {}, { at: T0 + 2 * D });
    play.pass(T0 + 14 * D);
    expect(play.customer.enrollments).toEqual([]);
    expect(play.trace("closed")[0]?.at).toBe(T0 + 14 * D);
  });

  it("re-entry while closing: both live side by side, with tasks of different ids, and both count their goals", () => {
    const play = start(handedOut({ goals }));
    play.event("friend.added", { advisorId: "a1" }, { at: T0 + D });
    expect(play.customer.enrollments.map((e) => e.state)).toEqual(["closing", "closing"]);
    expect(new Set(play.tasks.map((t) => t.id)).size).toBe(2);
    play.event("order.paid", order("o1"), { at: T0 + 2 * D });
    expect(play.trace("goal")).toHaveLength(2);
  });

  it("a result of a closing enrollment's task is taken", () => {
    const play = start(handedOut({}));
    play.complete(play.tasks[0] ?? "");
    expect(play.effects).toContainEqual(expect.objectContaining({ kind: "task.close", state: "done" }));
    expect(play.customer.enrollments).toEqual([]);
  });

  it("what is still planned when a campaign's path ends is dropped with its reason", () => {
    const slot = { id: "night", day: 1, time: "22:00", title: "晚", script: "晚" };
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["r", "campaign.rhythm", { day1: "entry", slots: [slot] }],
      ],
      ["t:out>r"],
    );
    const play = start(flow, { settings: {} });
    play.pass(T0 + 2 * D);
    expect(play.trace("dropped").map((t) => [t.at, t.detail?.reason])).toEqual([
      [cst("2026-03-03 00:00"), "slot_over"],
    ]);
    expect(play.customer.enrollments).toEqual([]);
  });
});

describe("§4.8 exit", () => {
  it("takes timers, open and planned tasks along", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", sentTask({ purpose: "service" })],
        ["l", "task", waitingTask(["ok"], { purpose: "marketing" })],
      ],
      ["t:out>k", "k:out>l"],
      { exitWhen: [{ on: "order.paid", reason: "bought" }] },
    );
    const never = { limits: [{ days: 1, max: 0 }] };
    const policy = { ...openPolicy().contactPolicy, marketing: never };
    const play = start(flow, { settings: { contactPolicy: policy } });
    expect(play.customer.enrollments[0]?.pending).toHaveLength(1);
    play.event("order.paid", order("o"));
    expect(play.customer.timers.filter((t) => t.e !== "")).toEqual([]);
    expect(play.trace("withdrawn")).toHaveLength(1);
    expect(play.trace("dropped").map((t) => t.detail?.reason)).toEqual(["bought"]);
  });

  it("the first exit rule that holds gives the reason", () => {
    const big = { all: [{ fact: "event", path: "$.props.amount", operator: "greaterThan", value: 10_000 }] };
    const exitWhen = [
      { on: "order.paid", where: big, reason: "big" },
      { on: "order.paid", reason: "any" },
    ];
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["ok"])],
      ],
      ["t:out>k"],
      { exitWhen },
    );
    const play = start(flow);
    play.event("order.paid", order("o"));
    expect(play.trace("exited").map((t) => t.detail?.reason)).toEqual(["big"]);
  });
});
