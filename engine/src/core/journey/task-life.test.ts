import { describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, openPolicy, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;

const hasTag = (tag: string) => ({ all: [{ fact: "customer", path: "$.tags", operator: "contains", value: tag }] });
const lacksTag = (tag: string) => ({
  all: [{ fact: "customer", path: "$.tags", operator: "doesNotContain", value: tag }],
});

/** friend.added → the task under test → one tag per port, named like it. */
const withTask = (data: Record<string, unknown>, ports: readonly string[], settings = {}) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "friend.added" }],
      ["k", "task", data],
      ...ports.map((p) => [`g-${p}`, "tag", { add: [p] }] as const),
    ],
    ["t:out>k", ...ports.map((p) => `k:${p}>g-${p}` as const)],
    settings,
  );

function start(flow: ReturnType<typeof withTask>, world = {}, at = T0): Play {
  const play = new Play(contextOf({ flows: [flow], ...world }), at);
  play.event("friend.added", { advisorId: "a1" });
  return play;
}

const lastTask = (play: Play) => {
  const task = play.tasks.at(-1);
  if (!task) throw new Error("no task was issued");
  return task;
};

describe("§3.1 results of a task", () => {
  it("a result for a closed task enters nothing, exits nothing and answers no wait", () => {
    const listening = flowOf(
      "listening",
      [
        ["t", "trigger.event", { event: "task.completed" }],
        ["k", "task", sentTask()],
      ],
      ["t:out>k"],
    );
    const waiting = flowOf(
      "waiting",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.event", { on: [{ id: "done", event: "task.completed" }], timeout: "P30D" }],
      ],
      ["t:out>w"],
      { exitWhen: [{ on: "task.completed", reason: "done" }] },
    );
    const play = new Play(contextOf({ flows: [waiting, listening] }), T0);
    play.event("friend.added", { advisorId: "a1" });
    play.complete("a task of long ago", "ok");
    expect(play.tasks).toEqual([]);
    expect(play.standing).toEqual(["w"]);
    expect(play.effects.some((e) => e.kind === "task.late")).toBe(true);
  });

  it("a late result still tells what the customer said: do not disturb exits every flow", () => {
    const play = start(withTask(waitingTask(["ok"]), ["ok"]));
    play.complete("a task of long ago", "ok", { intent: "do_not_disturb" });
    expect(play.standing).toEqual([]);
    expect(play.open).toEqual([]);
  });

  it("without listed outcomes every completion leaves by done, whatever it names", () => {
    const play = start(withTask(waitingTask([]), ["done", "skipped"]));
    play.complete(lastTask(play), "sent");
    expect(play.path).toContain("k:done");
    expect(play.customer.enrollments).toEqual([]);
  });

  it("a completion without one of the listed outcomes is refused and leaves the task open", () => {
    const play = start(withTask(waitingTask(["ok"]), ["ok"]));
    play.complete(lastTask(play));
    expect(play.open).toHaveLength(1);
    play.complete(lastTask(play), "ok");
    expect(play.open).toEqual([]);
  });

  it.each(["not_friend", "limit"])("a group send that failed leaves by %s beside the listed outcomes", (port) => {
    const play = start(withTask(waitingTask(["ok"], { channel: "group_send" }), ["ok", "not_friend", "limit"]));
    play.complete(lastTask(play), port);
    expect(play.path).toContain(`k:${port}`);
  });

  it("the exit that a result itself sets off closes the enrollment once", () => {
    const play = start(withTask(waitingTask(["ok"]), ["ok"]));
    play.complete(lastTask(play), "ok", { intent: "do_not_disturb" });
    expect(play.trace("closed")).toHaveLength(1);
    expect(play.effects.filter((e) => e.kind === "enrollment" && e.state === "ended")).toHaveLength(1);
  });

  it("a skipped and an expired task leave by their ports, with the reason at hand for conditions", () => {
    const because = (value: string) => ({
      all: [{ fact: "task", path: "$.skipReason", operator: "equal", value }],
    });
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["ok"], { expireIn: "P2D" })],
        ["b", "branch", { cases: [{ id: "talked", label: "", where: because("刚聊过") }] }],
        ["g", "tag", { add: ["刚聊过"] }],
        ["x", "tag", { add: ["过期"] }],
      ],
      ["t:out>k", "k:skipped>b", "b:talked>g", "k:expired>x"],
    );
    const play = start(flow);
    play.skip(lastTask(play), "刚聊过");
    expect(play.customer.tags).toEqual(["刚聊过"]);
    const other = start(flow);
    other.pass(T0 + 3 * D);
    expect(other.customer.tags).toEqual(["过期"]);
    expect(other.trace("left").find((t) => t.port === "expired")?.at).toBe(T0 + 2 * D);
  });
});

describe("§3.1 where", () => {
  const task = waitingTask(["ok"], { where: lacksTag("不适") });

  it("is asked again when the task is opened: not true any more closes it as stale and gives its slot back", () => {
    const play = start(withTask(task, ["ok", "stale"]));
    play.event("tag.added", { tag: "不适" }, { at: T0 + H });
    expect(play.customer.contacts).toHaveLength(1);
    play.event("task.opened", { taskId: lastTask(play).id });
    expect(play.path).toContain("k:stale");
    expect(play.effects).toContainEqual(expect.objectContaining({ kind: "task.close", state: "stale" }));
    expect(play.customer.contacts).toEqual([]);
  });

  it("opened while it holds the task stays", () => {
    const play = start(withTask(task, ["ok", "stale"]));
    play.event("task.opened", { taskId: lastTask(play).id });
    expect(play.open).toHaveLength(1);
    expect(play.customer.enrollments[0]?.tasks[0]?.opened).toBe(true);
  });

  it("without waiting a stale task closes and moves nothing", () => {
    const play = start(withTask(sentTask({ where: lacksTag("不适") }), ["out"]));
    play.event("tag.added", { tag: "不适" });
    play.event("task.opened", { taskId: lastTask(play).id });
    expect(play.open).toEqual([]);
    expect(play.customer.enrollments).toEqual([]);
  });
});

describe("§3.1 cancelOn", () => {
  const cancelOn = [{ on: "order.paid", reason: "bought" }];

  it("takes the last open task of a closing enrollment, which then is over", () => {
    const play = start(withTask(sentTask({ cancelOn }), []));
    expect(play.customer.enrollments[0]?.state).toBe("closing");
    play.event("order.paid", { orderId: "o", amount: 100 });
    expect(play.open).toEqual([]);
    expect(play.customer.enrollments).toEqual([]);
    expect(play.wakeAt === null || play.wakeAt > T0 + 2 * D).toBe(true);
  });

  it("takes back a planned task, and its enrollment goes on by skipped with the reason", () => {
    const play = start(withTask(waitingTask(["ok"], { cancelOn }), ["ok", "skipped"]), { settings: {} }, T0 - 5 * H);
    expect(play.tasks).toEqual([]);
    play.event("order.paid", { orderId: "o", amount: 100 });
    expect(play.path).toContain("k:skipped");
    expect(play.trace("dropped")[0]?.detail?.reason).toBe("bought");
  });

  it("in a loop it lets the enrollment go that stands at the node, whatever an earlier visit left open", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", sentTask({ cancelOn, expireIn: "P30D" })],
        ["w", "wait.duration", { duration: "P1D" }],
      ],
      ["t:out>k", "k:out>w", "w:out>k"],
    );
    const play = start(flow, { settings: {} });
    play.pass(T0 + D); // the second task waits for its 48 hours
    expect(play.standing).toEqual(["k"]);
    play.event("order.paid", { orderId: "o", amount: 100 });
    expect(play.open).toEqual([]);
    expect(play.standing).toEqual(["w"]);
  });

  it("a condition of cancelOn reads the event", () => {
    const where = { all: [{ fact: "event", path: "$.props.amount", operator: "greaterThan", value: 1_000 }] };
    const rule = [{ on: "order.paid", where, reason: "bought" }];
    const play = start(withTask(waitingTask(["ok"], { cancelOn: rule }), ["ok", "skipped"]));
    play.event("order.paid", { orderId: "o1", amount: 900 });
    expect(play.open).toHaveLength(1);
    play.event("order.paid", { orderId: "o2", amount: 1_100 });
    expect(play.open).toEqual([]);
  });
});

describe("§3.1 times of a task", () => {
  it("dueIn and expireIn count from issue, however long it waited for the hours", () => {
    const data = waitingTask(["ok"], { dueIn: "PT2H", expireIn: "PT5H" });
    const play = start(withTask(data, ["ok", "expired"]), { settings: {} }, cst("2026-03-02 22:00"));
    play.pass(cst("2026-03-03 09:00"));
    const issued = cst("2026-03-03 09:00");
    expect(lastTask(play)).toMatchObject({ plannedAt: cst("2026-03-02 22:00"), issuedAt: issued });
    expect(lastTask(play)).toMatchObject({ dueAt: issued + 2 * H, expiresAt: issued + 5 * H });
    play.pass(issued + 6 * H);
    expect(play.trace("left").find((t) => t.port === "expired")?.at).toBe(issued + 5 * H);
  });

  it("what can no more be issued by validUntil lets its enrollment go on then, not when the limit frees up", () => {
    const data = waitingTask(["ok"], { validUntil: "2026-03-02T23:00:00+08:00" });
    const play = start(withTask(data, ["skipped"]), { settings: {} }, cst("2026-03-02 22:00"));
    play.pass(cst("2026-03-05 00:00"));
    expect(play.tasks).toEqual([]);
    const left = play.trace("left").find((t) => t.port === "skipped");
    expect(left?.at).toBe(cst("2026-03-02 23:00") + 1);
    expect(play.trace("dropped")[0]?.detail).toMatchObject({ reason: "valid_until", cause: "window" });
  });

  it("a task put off leaves the advisor as much time as a new one", () => {
    const play = start(withTask(waitingTask(["ok"], { dueIn: "P1D", expireIn: "P2D" }), ["expired"]));
    const until = T0 + 2 * D - H;
    play.event("task.postponed", { taskId: lastTask(play).id, until });
    play.pass(T0 + 10 * D);
    expect(play.trace("left").find((t) => t.port === "expired")?.at).toBe(until + D);
  });

  it("after a backlog staff work, too, is issued in real time", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", "wait.duration", { duration: "P1D" }],
        ["k", "task", sentTask({ scope: "advisor", channel: "moments", expireIn: "P1D" })],
      ],
      ["t:out>w", "w:out>k"],
    );
    const play = start(flow);
    play.until(T0 + 4 * D);
    expect(lastTask(play)).toMatchObject({ issuedAt: T0 + 4 * D, expiresAt: T0 + 5 * D });
    expect(play.open).toHaveLength(1);
  });
});

describe("§3.1 who does it", () => {
  it("an owner who has left leaves the choice to the pool named by fallback", () => {
    const advisors = [{ id: "a1", name: "小林", pools: ["default"], capacityPerDay: 80, active: false }];
    const play = start(withTask(waitingTask(["ok"], { fallback: "pool:vip" }), ["ok"]), { advisors });
    expect(lastTask(play).advisorId).toBeUndefined();
    expect(lastTask(play)).toMatchObject({ assign: "owner", fallback: "pool:vip" });
  });

  it("says why: the event that brought it, also when a tag was set on the way; a timer when a wait was over", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["g", "tag", { add: ["新"] }],
        ["k", "task", sentTask()],
        ["w", "wait.duration", { duration: "P1D" }],
        ["h", "tag", { add: ["旧"] }],
        ["l", "task", sentTask()],
      ],
      ["t:out>g", "g:out>k", "k:out>w", "w:out>h", "h:out>l"],
    );
    const play = start(flow);
    play.pass(T0 + 2 * D);
    expect(play.tasks.map((t) => t.why)).toMatchObject([
      { kind: "event", event: "friend.added" },
      { kind: "timer", at: T0 + D },
    ]);
  });

  it("its first script that holds is used; without one the enrollment fails alone", () => {
    const scripts = [{ id: "vip", where: hasTag("会员"), text: "尊敬的会员" }];
    const flow = withTask({ title: "联系", scripts, wait: true, outcomes: [] }, ["done"]);
    const other = { ...withTask(waitingTask(["ok"]), ["ok"]), id: "other" };
    const play = new Play(contextOf({ flows: [flow, other], settings: openPolicy() }), T0);
    play.event("friend.added", { advisorId: "a1" });
    expect(play.trace("failed").map((t) => [t.flowId, t.detail?.code])).toEqual([["f", "task.no_script"]]);
    expect(play.tasks.map((t) => t.flowId)).toEqual(["other"]);
  });
});
