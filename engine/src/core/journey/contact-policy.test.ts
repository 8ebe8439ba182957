import { brandSettingsSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { flowOf, type ShortNode, sentTask, waitingTask } from "./flows.testkit.js";
import { contextOf, cst, openPolicy, Play } from "./journey.testkit.js";

const T0 = cst("2026-03-02 10:00"); // a Monday
const H = 3_600_000;
const D = 24 * H;
const DEFAULTS = { settings: brandSettingsSchema.parse({}) };

const sends = (id: string, task: Record<string, unknown> = {}, settings: Parameters<typeof flowOf>[3] = {}) =>
  flowOf(
    id,
    [
      ["t", "trigger.event", { event: "form.submitted" }],
      ["k", "task", sentTask(task)],
    ],
    ["t:out>k"],
    settings,
  );

const deferred = (play: Play) => play.trace("deferred").map((t) => t.detail?.reason);

describe("§4.10 contact windows", () => {
  it("a task at night waits for the brand's hours, on its node", () => {
    const play = new Play(contextOf({ flows: [sends("f")], ...DEFAULTS }), cst("2026-03-02 22:30"));
    play.event("form.submitted");
    expect(play.tasks).toEqual([]);
    expect(play.standing).toEqual(["k"]);
    expect(deferred(play)).toEqual(["window"]);
    play.until(cst("2026-03-03 09:00"));
    expect(play.tasks[0]?.issuedAt).toBe(cst("2026-03-03 09:00"));
  });

  it("a flow narrows the brand's hours and cannot widen them", () => {
    const contactWindow = { start: "20:00", end: "23:00", days: [1, 2, 3, 4, 5] };
    const play = new Play(
      contextOf({ flows: [sends("f", {}, { contactWindow })], ...DEFAULTS }),
      cst("2026-03-06 21:30"),
    );
    play.event("form.submitted");
    play.pass(cst("2026-03-20 00:00"));
    expect(play.tasks[0]?.issuedAt).toBe(cst("2026-03-09 20:00"));
  });

  it("an overnight window belongs to the day it opens and is never turned round", () => {
    const contactPolicy = { ...openPolicy().contactPolicy, window: { start: "22:00", end: "08:00", days: [1] } };
    const flow = sends("f");
    const at = (text: string) => {
      const play = new Play(contextOf({ flows: [flow], settings: { contactPolicy } }), cst(text));
      play.event("form.submitted");
      play.pass(play.now + 8 * D);
      return play.tasks[0]?.issuedAt;
    };
    expect(at("2026-03-02 23:00")).toBe(cst("2026-03-02 23:00"));
    expect(at("2026-03-03 07:59")).toBe(cst("2026-03-03 07:59"));
    expect(at("2026-03-03 08:00")).toBe(cst("2026-03-09 22:00"));
    expect(at("2026-03-02 12:00")).toBe(cst("2026-03-02 22:00"));
  });

  it("a window that passed while the engine was down is not used afterwards: real time decides", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "form.submitted" }],
        ["w", "wait.duration", { duration: "PT10H" }],
        ["k", "task", sentTask()],
      ],
      ["t:out>w", "w:out>k"],
    );
    const play = new Play(contextOf({ flows: [flow], ...DEFAULTS }), T0);
    play.event("form.submitted");
    play.until(cst("2026-03-02 23:30")); // due at 20:00, served at 23:30
    expect(play.tasks).toEqual([]);
    play.until(cst("2026-03-03 09:00"));
    expect(play.tasks[0]?.issuedAt).toBe(cst("2026-03-03 09:00"));
  });
});

describe("§4.10 limits", () => {
  it("marketing: one a day and 48 h apart, over all flows; the loser keeps its reason", () => {
    const play = new Play(contextOf({ flows: [sends("a", {}, { priority: 90 }), sends("b")], ...DEFAULTS }), T0);
    play.event("form.submitted");
    expect(play.tasks.map((t) => t.flowId)).toEqual(["a"]);
    expect(deferred(play)).toEqual(["budget.marketing"]);
    play.pass(T0 + 3 * D);
    expect(play.tasks.map((t) => [t.flowId, t.issuedAt])).toEqual([
      ["a", T0],
      ["b", T0 + 2 * D],
    ]);
  });

  it("flow priority, then task priority decide who goes first", () => {
    const flows = [
      sends("low", { priority: 99 }, { priority: 10 }),
      sends("mid", { priority: 10 }),
      sends("top", { priority: 90 }),
    ];
    const play = new Play(contextOf({ flows, ...DEFAULTS }), T0);
    play.event("form.submitted");
    play.pass(T0 + 7 * D);
    expect(play.tasks.map((t) => t.flowId).slice(0, 2)).toEqual(["top", "mid"]);
  });

  it("after deferMax a task is dropped: wait:false goes out, wait:true is skipped with reason budget", () => {
    const blocker = sends("a", {}, { priority: 90 });
    const nodes: ShortNode[] = [
      ["t", "trigger.event", { event: "form.submitted" }],
      ["k", "task", waitingTask(["ok"])],
      ["g", "tag", { add: ["没发成"] }],
    ];
    const waits = flowOf("b", nodes, ["t:out>k", "k:skipped>g"], { deferMax: "P1D" });
    const goesOn = flowOf(
      "c",
      [nodes[0] ?? ["t", "exit", {}], ["k", "task", sentTask()], ["g2", "tag", { add: ["走了"] }]],
      ["t:out>k", "k:out>g2"],
      { deferMax: "P1D" },
    );
    const play = new Play(contextOf({ flows: [blocker, waits, goesOn], ...DEFAULTS }), T0);
    play.event("form.submitted");
    play.pass(T0 + D);
    expect(play.tasks.map((t) => t.flowId)).toEqual(["a"]);
    expect(play.customer.tags.sort()).toEqual(["没发成", "走了"].sort());
    expect(play.trace("dropped").map((t) => t.detail?.reason)).toEqual(["budget", "budget"]);
  });

  it("onBudget: drop gives up at once", () => {
    const play = new Play(
      contextOf({ flows: [sends("a", {}, { priority: 90 }), sends("b", {}, { onBudget: "drop" })], ...DEFAULTS }),
      T0,
    );
    play.event("form.submitted");
    expect(play.trace("dropped").map((t) => [t.flowId, t.detail?.reason])).toEqual([["b", "budget"]]);
    expect(play.customer.enrollments).toEqual(play.customer.enrollments.filter((e) => e.flowId === "a"));
  });

  it("replies and group sends do not use the one-to-one marketing budget", () => {
    const flows = [sends("a", { purpose: "reply" }), sends("b", { channel: "group_send" }), sends("c")];
    const play = new Play(contextOf({ flows, ...DEFAULTS }), T0);
    play.event("form.submitted");
    expect(play.tasks).toHaveLength(3);
  });

  it("group sends: one per 7 days", () => {
    const flows = [sends("a", { channel: "group_send" }), sends("b", { channel: "group_send" })];
    const play = new Play(contextOf({ flows, ...DEFAULTS }), T0);
    play.event("form.submitted");
    play.pass(T0 + 7 * D);
    expect(play.tasks.map((t) => t.issuedAt)).toEqual([T0, T0 + 7 * D]);
  });

  it("phone: one call per 30 days; one that nobody took leaves a second attempt", () => {
    const call = flowOf(
      "call",
      [
        ["t", "trigger.event", { event: "form.submitted" }],
        ["k", "task", waitingTask(["reached", "missed"], { channel: "phone", purpose: "service" })],
      ],
      ["t:out>k"],
      { deferMax: "PT1H" },
    );
    const service = { limits: [] };
    const calls = (contact: string) => {
      const play = new Play(contextOf({ flows: [call], settings: { contactPolicy: { service } } }), T0);
      for (const day of [0, 1, 2]) {
        play.event("form.submitted", {}, { at: T0 + day * D });
        const [task] = play.open;
        if (task) play.complete(task, "missed", { contact });
        play.pass(T0 + day * D + 2 * H);
      }
      return play.tasks.length;
    };
    expect(calls("call_answered")).toBe(1);
    expect(calls("call_unanswered")).toBe(2);
  });

  it("a task withdrawn before it was opened gives its slot back; an opened one does not", () => {
    const first = sends("a", {}, { priority: 90, exitWhen: [{ on: "order.paid", reason: "purchased" }] });
    const later = flowOf(
      "b",
      [
        ["t", "trigger.event", { event: "cart.added" }],
        ["k", "task", sentTask()],
      ],
      ["t:out>k"],
    );
    const run = (opened: boolean) => {
      const play = new Play(contextOf({ flows: [first, later], ...DEFAULTS }), T0);
      play.event("form.submitted");
      if (opened) play.event("task.opened", { taskId: play.tasks[0]?.id ?? "" });
      play.event("order.paid", { orderId: "o1", amount: 100 }, { at: T0 + H });
      play.event("cart.added", {}, { at: T0 + 2 * H });
      return play.tasks.length;
    };
    expect(run(false)).toBe(2);
    expect(run(true)).toBe(1);
  });

  it("a task is not issued after validUntil, whatever delayed it", () => {
    const flow = sends("f", { validUntil: "2026-03-03T08:00:00+08:00" });
    const play = new Play(contextOf({ flows: [flow], ...DEFAULTS }), cst("2026-03-02 22:00"));
    play.event("form.submitted");
    play.until(cst("2026-03-04 12:00"));
    expect(play.tasks).toEqual([]);
    expect(play.trace("dropped").map((t) => t.detail?.reason)).toEqual(["valid_until"]);
  });

  it("a condition of the task is asked again when it is issued: not true any more = stale", () => {
    const where = { all: [{ fact: "customer", path: "$.tags", operator: "doesNotContain", value: "已聊" }] };
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "form.submitted" }],
        ["k", "task", waitingTask(["ok"], { where })],
        ["g", "tag", { add: ["过时"] }],
      ],
      ["t:out>k", "k:stale>g"],
    );
    const play = new Play(contextOf({ flows: [flow], ...DEFAULTS }), cst("2026-03-02 22:00"));
    play.event("form.submitted");
    play.event("tag.added", { tag: "已聊" });
    play.until(cst("2026-03-03 12:00"));
    expect(play.tasks).toEqual([]);
    expect(play.customer.tags).toContain("过时");
  });
});

describe("DOMAIN §5 suppressions", () => {
  it("not needed: no marketing for 30 days, service goes on", () => {
    const talk = flowOf(
      "talk",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["no"], { purpose: "reply" })],
      ],
      ["t:out>k"],
    );
    const flows = [talk, sends("m"), sends("s", { purpose: "service" })];
    const play = new Play(contextOf({ flows, settings: openPolicy() }), T0);
    play.event("friend.added");
    play.complete(play.tasks[0] ?? "", "no", { intent: "not_needed" });
    play.event("form.submitted", {}, { at: T0 + H });
    expect(play.open.map((t) => t.flowId)).toEqual(["s"]);
    expect(play.trace("deferred").map((t) => t.detail?.reason)).toEqual(["suppressed.not_needed"]);
  });

  it("an open complaint holds marketing until it is closed and 14 days have passed", () => {
    const play = new Play(contextOf({ flows: [sends("m", {}, { deferMax: "P60D" })], settings: openPolicy() }), T0);
    play.event("complaint.opened");
    play.event("form.submitted", {}, { at: T0 + H });
    expect(play.tasks).toEqual([]);
    play.event("complaint.closed", {}, { at: T0 + 2 * D });
    play.pass(T0 + 30 * D);
    expect(play.tasks[0]?.issuedAt).toBe(T0 + 16 * D);
  });
});

describe("paused flows", () => {
  it("take no entries, timers or new tasks; exits and results go on; a matched wait is remembered", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "form.submitted" }],
        ["w", "wait.event", { on: [{ id: "hit", event: "link.clicked" }], timeout: "P2D" }],
        ["k", "task", sentTask()],
      ],
      ["t:out>w", "w:hit>k", "w:timeout>k"],
    );
    const live = contextOf({ flows: [flow] });
    const paused = contextOf({ flows: [flow], states: { f: "paused" } });
    const play = new Play(live, T0);
    play.event("form.submitted");
    play.context = paused;
    play.event("link.clicked", {}, { at: T0 + H });
    play.until(T0 + 5 * D);
    expect(play.tasks).toEqual([]);
    expect(play.wakeAt === null || play.customer.timers.every((t) => t.e === "" || t.kind === "wait")).toBe(true);
    play.context = live;
    play.published("f", false);
    expect(play.path).toEqual(["t:out", "w:hit", "k:out"]);
    expect(play.tasks).toHaveLength(1);
  });
});
