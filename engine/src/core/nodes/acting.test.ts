import { describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "../journey/flows.testkit.js";
import { contextOf, cst, Play } from "../journey/journey.testkit.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const D = 24 * H;

describe("campaign.rhythm", () => {
  const slot = (id: string, day: number, time: string, more = {}) => ({
    id,
    day,
    time,
    title: id,
    script: id,
    ...more,
  });
  const slots = [
    slot("offer", 1, "10:00"),
    slot("proof", 2, "12:00"),
    slot("live", 2, "20:00"),
    slot("last", 3, "11:00"),
  ];
  const campaign = (more: Record<string, unknown> = {}, settings = {}) =>
    flowOf(
      "c",
      [
        ["t", "trigger.event", { event: "form.submitted" }],
        ["r", "campaign.rhythm", { day1: "nextDay", slots, ...more }],
        ["g", "tag", { add: ["活动结束"] }],
      ],
      ["t:out>r", "r:done>g"],
      settings,
    );
  const run = (flow: ReturnType<typeof campaign>, from = T0, to = T0 + 6 * D) => {
    const play = new Play(contextOf({ flows: [flow] }), from);
    play.event("form.submitted");
    play.pass(to);
    return play;
  };
  const issued = (play: Play) => play.tasks.map((t) => [t.slotId, t.issuedAt]);

  it("issues each slot at its day and time, and is done at midnight after the last slot's day", () => {
    const play = run(campaign());
    expect(issued(play)).toEqual([
      ["offer", cst("2026-03-03 10:00")],
      ["proof", cst("2026-03-04 12:00")],
      ["live", cst("2026-03-04 20:00")],
      ["last", cst("2026-03-05 11:00")],
    ]);
    expect(play.trace("left").find((t) => t.port === "done")?.at).toBe(cst("2026-03-06 00:00"));
    expect(play.customer.tags).toContain("活动结束");
  });

  it("withdraws the previous slot's open task when the next is issued", () => {
    const play = run(campaign());
    expect(play.trace("withdrawn").map((t) => t.detail?.reason)).toEqual(["next_slot", "next_slot", "next_slot"]);
  });

  it("skips what is past on entry, not what is due right then", () => {
    expect(issued(run(campaign({ day1: "entry" }), cst("2026-03-02 10:00"))).map(([id]) => id)).toEqual([
      "offer",
      "proof",
      "live",
      "last",
    ]);
    const late = run(campaign({ day1: "entry" }), cst("2026-03-02 10:01"));
    expect(issued(late).map(([id]) => id)).toEqual(["proof", "live", "last"]);
    expect(late.trace("skipped").map((t) => t.detail?.reason)).toEqual(["past_on_entry"]);
  });

  it("asks each slot's condition when it is due, so buyers see no live invitation", () => {
    const buyers = { all: [{ fact: "customer", path: "$.tags", operator: "doesNotContain", value: "已购" }] };
    const flow = campaign({ slots: [slots[0], slot("live", 2, "20:00", { where: buyers })] });
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("form.submitted");
    play.until(cst("2026-03-04 09:00"), cst("2026-03-03 10:00"));
    play.event("tag.added", { tag: "已购" });
    play.pass(T0 + 6 * D);
    expect(play.tasks.map((t) => t.slotId)).toEqual(["offer"]);
    expect(play.trace("skipped").map((t) => t.detail)).toEqual([{ slot: "live", reason: "where" }]);
  });

  it("a slot never runs after its own day", () => {
    const flow = campaign({ slots: [slot("night", 1, "22:00"), slot("next", 2, "10:00")] });
    const context = contextOf({ flows: [flow], settings: {} });
    const play = new Play(context, T0);
    play.event("form.submitted");
    play.pass(T0 + 6 * D);
    expect(play.tasks.map((t) => t.slotId)).toEqual(["next"]);
    expect(play.trace("dropped").map((t) => t.detail?.reason)).toEqual(["slot_over"]);
  });

  it("perDay: the pushes of a day count once for the allowance; perSlot: each", () => {
    const all = (contacts: string) => {
      const play = new Play(contextOf({ flows: [campaign({ contacts })], settings: {} }), T0);
      play.event("form.submitted");
      play.pass(T0 + 6 * D);
      return play.tasks.map((t) => t.slotId);
    };
    expect(all("perDay")).toEqual(["offer", "proof", "live", "last"]);
    expect(all("perSlot")).toEqual(["offer", "proof", "last"]);
  });
});

describe("branch, split, activity.check", () => {
  it("branch takes the first case that holds, else else", () => {
    const spend = (n: number) => ({
      all: [{ fact: "customer", path: "$.orders.spend", operator: "greaterThanInclusive", value: n }],
    });
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "order.paid" }],
        [
          "b",
          "branch",
          {
            cases: [
              { id: "high", where: spend(100_000) },
              { id: "mid", where: spend(10_000) },
            ],
          },
        ],
      ],
      ["t:out>b"],
    );
    const port = (amount: number) => {
      const play = new Play(contextOf({ flows: [flow] }), T0);
      play.event("order.paid", { orderId: "o", amount });
      return play.path.at(-1);
    };
    expect([port(100_000), port(99_999), port(9_999)]).toEqual(["b:high", "b:mid", "b:else"]);
  });

  it("split is stable per customer and close to its weights", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        [
          "s",
          "split",
          {
            experiment: "x",
            variants: [
              { id: "a", weight: 1 },
              { id: "b", weight: 3 },
            ],
          },
        ],
      ],
      ["t:out>s"],
    );
    const context = contextOf({ flows: [flow] });
    const ports = Array.from({ length: 2_000 }, (_, i) => {
      const play = new Play(context, T0, `c${i}`);
      play.event("friend.added");
      return play.path.at(-1);
    });
    const share = ports.filter((p) => p === "s:a").length / ports.length;
    expect(share).toBeGreaterThan(0.21);
    expect(share).toBeLessThan(0.29);
  });

  it.each([
    [0, "d3"],
    [3, "d3"],
    [4, "d7"],
    [7, "d7"],
    [14, "d14"],
    [15, "inactive"],
  ])("activity.check %i calendar days after the last activity: %s", (days, port) => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["a", "activity.check", {}],
      ],
      ["t:out>a"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("message.received", { text: "在吗" });
    play.event("friend.added", {}, { at: T0 + days * D - 9 * H });
    expect(play.path.at(-1)).toBe(`a:${port}`);
  });

  it("activity.check: never", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["a", "activity.check", {}],
      ],
      ["t:out>a"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("friend.added");
    expect(play.path.at(-1)).toBe("a:never");
  });
});

describe("tag, profile.set, notify", () => {
  it("what a node sets is seen by the next node at once", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        [
          "p",
          "profile.set",
          { set: { stage: "已承接", attributes: { source: { fact: "enrollment", path: "$.entry.channel" } } } },
        ],
        ["g", "tag", { add: ["已破冰"] }],
        [
          "b",
          "branch",
          {
            cases: [
              {
                id: "yes",
                where: {
                  all: [
                    { fact: "customer", path: "$.stage", operator: "equal", value: "已承接" },
                    { fact: "customer", path: "$.attributes.source", operator: "equal", value: "包裹卡" },
                    { fact: "customer", path: "$.tags", operator: "contains", value: "已破冰" },
                  ],
                },
              },
            ],
          },
        ],
        ["n", "notify", { to: "owner", text: '{{customer.name | default:"新客"}} 已承接' }],
      ],
      ["t:out>p", "p:out>g", "g:out>b", "b:yes>n"],
    );
    const play = new Play(
      contextOf({ flows: [flow], settings: { attributes: { source: { type: "text", label: "来源" } } } }),
      T0,
    );
    play.event("friend.added", { channel: "包裹卡", advisorId: "a1" });
    expect(play.path).toEqual(["t:out", "p:out", "g:out", "b:yes", "n:out"]);
    expect(play.effects.find((e) => e.kind === "notify")).toMatchObject({ text: "新客 已承接", advisorId: "a1" });
  });
});

describe("task", () => {
  it("uses the first script whose condition holds, fills its variables, and leaves the advisor's name open", () => {
    const high = { all: [{ fact: "customer", path: "$.orders.count", operator: "greaterThan", value: 1 }] };
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "order.paid" }],
        [
          "k",
          "task",
          {
            title: "感谢",
            scripts: [
              { id: "again", where: high, text: "再次感谢" },
              {
                id: "first",
                text: '{{customer.name | default:"您"}}好，我是{{advisor.name}}，{{customer.orders.last.amount | money | default:""}}已收到',
              },
            ],
            wait: false,
          },
        ],
      ],
      ["t:out>k"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("order.paid", { orderId: "o1", amount: 12_850 });
    expect(play.tasks[0]).toMatchObject({ scriptId: "first", text: "您好，我是{{advisor.name}}，¥128.50已收到" });
  });

  it("cancelOn takes it back, and a waiting enrollment goes on by skipped", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["ok"], { cancelOn: [{ on: "message.received", reason: "wrote_first" }] })],
        ["g", "tag", { add: ["客户先开口"] }],
      ],
      ["t:out>k", "k:skipped>g"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("friend.added");
    play.event("message.received", { text: "你好" }, { at: T0 + H });
    expect(play.open).toEqual([]);
    expect(play.customer.tags).toEqual(["客户先开口"]);
  });

  it("staff work has one id per advisor and day, however many customers lead to it", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", sentTask({ scope: "advisor" })],
      ],
      ["t:out>k"],
    );
    const context = contextOf({ flows: [flow] });
    const id = (customer: string, advisorId: string) => {
      const play = new Play(context, T0, customer);
      play.event("friend.added", { advisorId });
      return play.tasks[0]?.id;
    };
    expect(id("c1", "a1")).toBe(id("c2", "a1"));
    expect(id("c1", "a1")).not.toBe(id("c3", "a2"));
  });

  it("a disabled node is passed through without acting", () => {
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", waitingTask(["ok"])],
        ["g", "tag", { add: ["过"] }],
      ],
      ["t:out>k", "k:ok>g"],
    );
    const [t, k, g] = flow.nodes;
    if (!t || !k || !g) throw new Error("three nodes");
    const play = new Play(contextOf({ flows: [{ ...flow, nodes: [t, { ...k, disabled: true }, g] }] }), T0);
    play.event("friend.added");
    expect(play.tasks).toEqual([]);
    expect(play.customer.tags).toEqual(["过"]);
  });
});

describe("triggers", () => {
  const quiet = {
    all: [{ fact: "customer", path: "$.activity.daysSince", operator: "greaterThanInclusive", value: 7 }],
  };
  const audience = (existing: "ignore" | "enroll") =>
    flowOf(
      "f",
      [
        ["t", "trigger.audience", { where: quiet, checkAt: "09:00", existing }],
        ["k", "task", sentTask()],
      ],
      ["t:out>k"],
    );

  it("trigger.audience: enters at the next checkAt after time alone makes it true, once", () => {
    const play = new Play(contextOf({ flows: [audience("ignore")] }), T0);
    play.event("message.received", { text: "hi" });
    play.pass(T0 + 30 * D);
    expect(play.tasks.map((t) => t.issuedAt)).toEqual([cst("2026-03-09 09:00")]);
  });

  it("trigger.audience: whoever matches at publish is ignored, or entered where the trigger says so", () => {
    const at = (existing: "ignore" | "enroll") => {
      const before = new Play(contextOf({ flows: [] }), T0);
      before.event("message.received", { text: "hi" });
      const play = new Play(contextOf({ flows: [audience(existing)] }), T0 + 20 * D);
      play.customer = before.customer;
      play.published("f");
      return play.tasks.length;
    };
    expect(at("ignore")).toBe(0);
    expect(at("enroll")).toBe(1);
  });

  it("trigger.audience: enters at once when the customer's own event makes it true", () => {
    const where = { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: "高意向" }] };
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.audience", { where }],
        ["k", "task", sentTask()],
      ],
      ["t:out>k"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("tag.added", { tag: "高意向" });
    play.event("page.viewed", {}, { at: T0 + H });
    expect(play.tasks).toHaveLength(1);
  });

  it("trigger.schedule: everyone who matches at that time, once per occurrence", () => {
    const where = { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: "会员" }] };
    const flow = flowOf(
      "f",
      [
        ["t", "trigger.schedule", { cron: "0 10 * * 1", audience: where }],
        ["k", "task", sentTask()],
      ],
      ["t:out>k"],
    );
    const play = new Play(contextOf({ flows: [flow] }), T0 - D);
    play.schedule("f", "t", T0);
    expect(play.tasks).toEqual([]);
    play.event("tag.added", { tag: "会员" });
    play.schedule("f", "t", T0 + 7 * D);
    play.schedule("f", "t", T0 + 7 * D);
    expect(play.tasks).toHaveLength(1);
  });
});
