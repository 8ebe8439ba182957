import { describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, openPolicy, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;

const free = { limits: [] };
const oneADay = {
  contactPolicy: { ...openPolicy().contactPolicy, marketing: { limits: [{ days: 1, max: 1 }] } },
};

/** friend.added → wait → marketing task. */
const later = (id: string, duration: string, task: Record<string, unknown>, settings = {}) =>
  flowOf(
    id,
    [
      ["t", "trigger.event", { event: "friend.added" }],
      ["w", "wait.duration", { duration }],
      ["k", "task", task],
    ],
    ["t:out>w", "w:out>k"],
    settings,
  );

function start(flows: ReturnType<typeof flowOf>[], settings = {}): Play {
  const play = new Play(contextOf({ flows, settings }), T0);
  play.event("friend.added", { advisorId: "a1" });
  return play;
}

describe("§4.10 several claims on one slot at one instant", () => {
  it("the flow of higher priority gets it though its timer fires last; the other keeps its reason", () => {
    const flows = [
      later("a-low", "P1D", sentTask(), { priority: 10 }),
      later("z-high", "P1D", sentTask(), { priority: 90 }),
    ];
    const play = start(flows, oneADay);
    play.pass(T0 + D);
    expect(play.tasks.map((t) => t.flowId)).toEqual(["z-high"]);
    expect(play.trace("deferred").map((t) => [t.flowId, t.detail?.reason])).toEqual([["a-low", "budget.marketing"]]);
    play.pass(T0 + 2 * D);
    expect(play.tasks.map((t) => [t.flowId, t.issuedAt])).toEqual([
      ["z-high", T0 + D],
      ["a-low", cst("2026-03-04 00:00")],
    ]);
  });

  it("at one priority the task planned first goes first", () => {
    const flows = [later("a", "PT2H", sentTask()), later("b", "PT1H", sentTask())];
    const night = {
      ...openPolicy().contactPolicy,
      window: { start: "14:00", end: "21:00", days: [1, 2, 3, 4, 5, 6, 7] },
    };
    const play = start(flows, { contactPolicy: { ...night, marketing: { limits: [{ days: 1, max: 1 }] } } });
    play.pass(T0 + 5 * H);
    expect(play.tasks.map((t) => t.flowId)).toEqual(["b"]);
  });

  it("an issued task is not pre-empted by a better claim later that day", () => {
    const flows = [
      later("low", "PT1H", sentTask(), { priority: 10 }),
      later("high", "PT2H", sentTask(), { priority: 90 }),
    ];
    const play = start(flows, oneADay);
    play.pass(T0 + 3 * H);
    expect(play.open.map((t) => t.flowId)).toEqual(["low"]);
  });

  it("a drop of one lets its enrollment go on to a claim in the same instant", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", sentTask({ validUntil: "2026-03-01T00:00:00+08:00" })],
        ["l", "task", sentTask()],
      ],
      ["t:out>k", "k:out>l"],
    );
    const play = new Play(contextOf({ flows: [flow], settings: oneADay }), T0);
    play.event("friend.added");
    expect(play.tasks.map((t) => [t.nodeId, t.issuedAt])).toEqual([["l", T0]]);
  });

  it("a suppression defers without using the budget, and a lifted one lets the task go at once", () => {
    const flow = later("f", "PT1H", waitingTask(["ok"]));
    const play = start([flow], { contactPolicy: { ...openPolicy().contactPolicy, marketing: free } });
    play.event("complaint.opened", { complaintId: "c" });
    play.pass(T0 + 2 * H);
    expect(play.tasks).toEqual([]);
    expect(play.trace("deferred").at(-1)?.detail?.reason).toBe("suppressed.complaint");
    play.event("profile.changed", { lift: ["complaint"] }, { at: T0 + 3 * H });
    expect(play.tasks).toEqual([]); // 14 days more
    play.pass(T0 + 20 * D);
    expect(play.trace("left").find((t) => t.port === "skipped")?.at).toBe(T0 + H + 7 * D);
  });
});

describe("§4.2 timers of one instant", () => {
  it("fire before the event of that instant, and their tasks before its tasks", () => {
    const flows = [
      later("timer", "PT1H", sentTask()),
      flowOf(
        "event",
        [
          ["t", "trigger.event", { event: "message.received" }],
          ["k", "task", sentTask()],
        ],
        ["t:out>k"],
        { priority: 99 },
      ),
    ];
    const play = start(flows, oneADay);
    play.event("message.received", {}, { at: T0 + H });
    expect(play.tasks.map((t) => t.flowId)).toEqual(["timer"]);
  });

  it("an open task that expires and a wait that ends at one instant both happen, in order of enrollment", () => {
    const flows = [
      later("wait", "P1D", sentTask({ purpose: "reply" })),
      flowOf(
        "task",
        [
          ["t", "trigger.event", { event: "friend.added" }],
          ["k", "task", waitingTask(["ok"], { expireIn: "PT24H" })],
          ["g", "tag", { add: ["过期"] }],
        ],
        ["t:out>k", "k:expired>g"],
        { priority: 99 },
      ),
    ];
    const play = start(flows);
    play.until(T0 + D);
    const left = play.trace("left").filter((t) => t.at === T0 + D);
    expect(left.map((t) => `${t.flowId}/${t.nodeId}:${t.port}`)).toEqual([
      "task/k:expired",
      "task/g:out",
      "wait/w:out",
      "wait/k:out",
    ]);
  });

  it("§4.13 a timer in the hour that the clocks skip fires once, at the next existing time", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.until", { time: "02:30" }],
        ["g", "tag", { add: ["夏令时"] }],
      ],
      ["t:out>w", "w:out>g"],
      { timezone: "Europe/Berlin" },
    );
    const at = Date.parse("2026-03-28T20:00:00+01:00");
    const play = new Play(contextOf({ flows: [flow] }), at);
    play.event("friend.added");
    play.pass(at + 3 * D);
    expect(
      play
        .trace("left")
        .filter((t) => t.nodeId === "w")
        .map((t) => t.at),
    ).toEqual([Date.parse("2026-03-29T03:00:00+02:00")]);
  });

  it("§4.13 a local time that comes twice is the first", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.until", { time: "02:30" }],
        ["g", "tag", { add: ["冬令时"] }],
      ],
      ["t:out>w", "w:out>g"],
      { timezone: "Europe/Berlin" },
    );
    const at = Date.parse("2026-10-24T20:00:00+02:00");
    const play = new Play(contextOf({ flows: [flow] }), at);
    play.event("friend.added");
    play.pass(at + 3 * D);
    expect(play.trace("left").find((t) => t.nodeId === "w")?.at).toBe(Date.parse("2026-10-25T02:30:00+02:00"));
  });
});
