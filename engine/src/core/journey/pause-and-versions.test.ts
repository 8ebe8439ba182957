import { describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, openPolicy, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;

type File = ReturnType<typeof flowOf>;

function start(flow: File, world = {}, at = T0): Play {
  const play = new Play(contextOf({ flows: [flow], ...world }), at);
  play.event("friend.added", { advisorId: "a1" });
  return play;
}

function setState(play: Play, flow: File, state: "paused" | "live", world = {}): void {
  play.context = contextOf({ flows: [flow], states: { [flow.id]: state }, ...world });
  play.published(flow.id, false);
}

describe("§5 pause", () => {
  const waiting = flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "friend.added" }],
      ["w", "wait.event", { on: [{ id: "talk", event: "message.received" }], timeout: "P3D" }],
      ["v", "wait.duration", { duration: "P2D" }],
      ["k", "task", sentTask()],
      ["l", "task", sentTask()],
    ],
    ["t:out>w", "w:talk>v", "w:timeout>l", "v:out>k"],
  );

  it("a matched wait goes on when the flow resumes: what follows counts from then, not from the pause", () => {
    const play = start(waiting);
    setState(play, waiting, "paused");
    play.event("message.received", {}, { at: T0 + D });
    play.pass(T0 + 10 * D);
    expect(play.path).toEqual(["t:out"]);
    setState(play, waiting, "live");
    expect(play.customer.enrollments[0]).toMatchObject({ nodeId: "v", since: T0 + 10 * D });
    play.pass(T0 + 12 * D);
    expect(play.tasks.map((t) => t.nodeId)).toEqual(["k"]);
    expect(play.path).not.toContain("w:timeout");
  });

  it("a wait that nothing matched times out when the flow resumes", () => {
    const play = start(waiting);
    setState(play, waiting, "paused");
    play.pass(T0 + 10 * D);
    expect(play.wakeAt === null || play.wakeAt > T0 + 9 * D).toBe(true);
    setState(play, waiting, "live");
    expect(play.path).toContain("w:timeout");
    expect(play.tasks.map((t) => [t.nodeId, t.issuedAt])).toEqual([["l", T0 + 10 * D]]);
  });

  it("a planned task stays planned, and goes out when the flow resumes; an exit in the pause drops it", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["ok"])],
      ],
      ["t:out>k"],
      { exitWhen: [{ on: "order.paid", reason: "bought" }] },
    );
    const hours = { settings: {} };
    const night = cst("2026-03-02 22:00");
    const play = start(flow, hours, night);
    setState(play, flow, "paused", hours);
    play.pass(night + 2 * D);
    expect(play.tasks).toEqual([]);
    play.now = cst("2026-03-05 11:00");
    setState(play, flow, "live", hours);
    expect(play.tasks.map((t) => t.issuedAt)).toEqual([cst("2026-03-05 11:00")]);

    const leaving = start(flow, hours, night);
    setState(leaving, flow, "paused", hours);
    leaving.event("order.paid", { orderId: "o", amount: 100 }, { at: night + D });
    expect(leaving.trace("dropped").map((t) => t.detail?.reason)).toEqual(["bought"]);
    setState(leaving, flow, "live", hours);
    leaving.pass(night + 9 * D);
    expect(leaving.tasks).toEqual([]);
  });

  it("an open task can be answered, its way is taken when the flow resumes; it does not expire meanwhile", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["ok"], { expireIn: "P2D" })],
        ["g", "tag", { add: ["好"] }],
      ],
      ["t:out>k", "k:ok>g"],
    );
    const play = start(flow);
    setState(play, flow, "paused");
    play.pass(T0 + 5 * D);
    expect(play.open).toHaveLength(1);
    play.complete(play.open[0] ?? "", "ok");
    expect(play.open).toEqual([]);
    expect(play.customer.tags).toEqual([]);
    setState(play, flow, "live");
    expect(play.customer.tags).toEqual(["好"]);
  });

  it("§4.7 events in a pause do not push on a wait that is due", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "replenish.wait", { leadDays: 3, fallbackDays: 2 }],
        ["k", "task", sentTask()],
      ],
      ["t:out>w", "w:due>k"],
    );
    const play = start(flow);
    setState(play, flow, "paused");
    for (const day of [3, 4, 5]) play.event("page.viewed", {}, { at: T0 + day * D });
    expect(play.customer.timers.find((t) => t.kind === "wait")?.at).toBe(T0 + 2 * D);
    expect(play.trace("planned")).toHaveLength(1);
  });

  it("other flows go on", () => {
    const other = { ...waiting, id: "other" };
    const play = new Play(contextOf({ flows: [waiting, other], states: { f: "paused" } }), T0);
    play.event("friend.added");
    play.pass(T0 + 4 * D);
    expect(play.tasks.map((t) => t.flowId)).toEqual(["other"]);
  });
});

describe("§5 versions", () => {
  const version = (text: string, settings: Parameters<typeof flowOf>[3] = {}, wait = "P1D") =>
    flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.duration", { duration: wait }],
        ["k", "task", sentTask({ script: text })],
      ],
      ["t:out>w", "w:out>k"],
      settings,
    );
  const publish = (play: Play, before: File, after: File, world = {}) => {
    play.context = contextOf({ flows: [after], earlier: { f: [before] }, ...world });
    play.published("f");
  };

  it("who is inside keeps version, texts and waits; who enters again gets the new one", () => {
    const play = start(version("旧"));
    publish(play, version("旧"), version("新", {}, "P5D"));
    play.pass(T0 + D);
    play.event("friend.added", {}, { at: T0 + 2 * D });
    play.pass(T0 + 8 * D);
    expect(play.tasks.map((t) => [t.version, t.text, t.issuedAt])).toEqual([
      [1, "旧", T0 + D],
      [2, "新", T0 + 7 * D],
    ]);
  });

  it("the newest exits bind people in old versions, with their tags", () => {
    const play = start(version("旧"));
    const exitWhen = [{ on: "order.paid", reason: "bought", do: { tags: { add: ["首单"], remove: [] } } }];
    publish(play, version("旧"), version("新", { exitWhen }));
    play.event("order.paid", { orderId: "o", amount: 100 }, { at: T0 + H });
    expect(play.trace("exited").map((t) => [t.version, t.detail?.reason])).toEqual([[1, "bought"]]);
    expect(play.customer.tags).toEqual(["首单"]);
  });

  it("an exit that the newest version has dropped no longer ends anyone", () => {
    const before = version("旧", { exitWhen: [{ on: "order.paid", reason: "bought" }] });
    const play = start(before);
    publish(play, before, version("新"));
    play.event("order.paid", { orderId: "o", amount: 100 }, { at: T0 + H });
    expect(play.standing).toEqual(["w"]);
  });

  it("the newest contact window and onBudget bind people in old versions", () => {
    const evening = { start: "19:00", end: "20:00", days: [1, 2, 3, 4, 5, 6, 7] };
    const play = start(version("旧"));
    publish(play, version("旧"), version("新", { contactWindow: evening }));
    play.pass(T0 + 2 * D);
    expect(play.tasks.map((t) => t.issuedAt)).toEqual([cst("2026-03-03 19:00")]);

    const none = { ...openPolicy().contactPolicy, marketing: { limits: [{ days: 1, max: 0 }] } };
    const world = { settings: { contactPolicy: none } };
    const dropped = start(version("旧"), world);
    publish(dropped, version("旧"), version("新", { onBudget: "drop" }), world);
    dropped.pass(T0 + D);
    expect(dropped.trace("dropped").map((t) => [t.at, t.detail?.reason])).toEqual([[T0 + D, "budget"]]);
  });

  it("the newest priority decides between people of old versions", () => {
    const world = {
      settings: { contactPolicy: { ...openPolicy().contactPolicy, marketing: { limits: [{ days: 1, max: 1 }] } } },
    };
    const rival = { ...version("对手", { priority: 50 }), id: "rival" };
    const play = new Play(contextOf({ flows: [version("旧", { priority: 10 }), rival], ...world }), T0);
    play.event("friend.added");
    const newest = version("新", { priority: 90 });
    play.context = contextOf({ flows: [newest, rival], earlier: { f: [version("旧", { priority: 10 })] }, ...world });
    play.published("f");
    play.pass(T0 + D);
    expect(play.tasks.map((t) => t.text)).toEqual(["旧"]);
  });

  it("goals stay those of the version that the person entered", () => {
    const goals = [{ id: "buy", on: "order.paid", within: "P14D" }];
    const play = start(version("旧", { goals }));
    publish(play, version("旧", { goals }), version("新"));
    play.event("order.paid", { orderId: "o", amount: 100 }, { at: T0 + H });
    expect(play.trace("goal").map((t) => t.version)).toEqual([1]);
  });

  it("a version that is not at hand fails its enrollment with a code and nothing else", () => {
    const play = start(version("旧"));
    play.context = contextOf({ flows: [version("新")] });
    const gone = play.customer.enrollments[0];
    if (!gone) throw new Error("nobody entered");
    gone.version = 7;
    play.pass(T0 + 2 * D);
    expect(play.trace("failed").map((t) => t.detail?.code)).toEqual(["flow.version_missing"]);
    expect(play.customer.enrollments).toEqual([]);
  });
});
