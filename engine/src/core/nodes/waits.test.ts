import { describe, expect, it } from "vitest";
import { flowOf, type ShortNode, sentTask } from "../journey/flows.testkit.js";
import { contextOf, cst, openPolicy, Play } from "../journey/journey.testkit.js";

const T0 = cst("2026-03-02 10:00"); // a Monday
const H = 3_600_000;
const D = 24 * H;

/** trigger → the wait under test → a task, so that the time of the task shows when the wait ended. */
const waiting = (type: ShortNode[1], data: Record<string, unknown>, port = "out", settings = {}) =>
  flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "form.submitted" }],
      ["w", type, data],
      ["k", "task", sentTask()],
    ],
    ["t:out>w", `w:${port}>k`],
    settings,
  );

const begin = (flow: ReturnType<typeof waiting>, at = T0, world = {}) => {
  const play = new Play(contextOf({ flows: [flow], ...world }), at);
  play.event("form.submitted");
  return play;
};

/** When the wait was over: tasks are issued at once under the open policy. */
function endsAt(play: Play, until: number): number | undefined {
  play.pass(until);
  return play.tasks[0]?.issuedAt;
}

describe("wait.duration", () => {
  it("days are calendar days in the flow's zone, the T part is elapsed time", () => {
    const flow = waiting("wait.duration", { duration: "P1DT2H" }, "out", { timezone: "Europe/Berlin" });
    const at = Date.parse("2026-03-28T12:00:00+01:00"); // the clocks go forward on the 29th
    expect(endsAt(begin(flow, at), at + 9 * D)).toBe(Date.parse("2026-03-29T14:00:00+02:00"));
  });

  it("with `at` goes on to the first such local time at or after the end", () => {
    expect(endsAt(begin(waiting("wait.duration", { duration: "P1D", at: "09:30" })), T0 + 9 * D)).toBe(
      cst("2026-03-04 09:30"),
    );
    expect(endsAt(begin(waiting("wait.duration", { duration: "P1D", at: "10:00" })), T0 + 9 * D)).toBe(
      cst("2026-03-03 10:00"),
    );
  });
});

describe("wait.until", () => {
  it("a clock time is the next one, today or tomorrow; arriving exactly then goes on", () => {
    expect(endsAt(begin(waiting("wait.until", { time: "18:00" })), T0 + 9 * D)).toBe(cst("2026-03-02 18:00"));
    expect(endsAt(begin(waiting("wait.until", { time: "09:00" })), T0 + 9 * D)).toBe(cst("2026-03-03 09:00"));
    expect(begin(waiting("wait.until", { time: "10:00" })).tasks).toHaveLength(1);
  });

  it("a weekday and time", () => {
    expect(endsAt(begin(waiting("wait.until", { weekday: 5, time: "20:00" })), T0 + 9 * D)).toBe(
      cst("2026-03-06 20:00"),
    );
  });

  it.each([
    ["go", ["w:out"], 1],
    ["exit", [], 0],
  ])("a past date with ifPast %s", (ifPast, ports, tasks) => {
    const play = begin(waiting("wait.until", { date: "2026-03-01", ifPast }));
    expect(play.path.filter((p) => p.startsWith("w"))).toEqual(ports);
    expect(play.tasks).toHaveLength(tasks);
  });

  const withAttributes = {
    settings: { ...openPolicy(), attributes: { birthday: { type: "date", label: "生日" } } },
  } as const;

  it("an attribute's next anniversary, days before it, planned anew when it changes", () => {
    const flow = waiting("wait.until", { attribute: "birthday", offset: "-P3D", time: "10:00", ifPast: "next" });
    const play = new Play(contextOf({ flows: [flow], ...withAttributes }), T0);
    play.event("profile.changed", { attributes: { birthday: "1990-05-20" } });
    play.event("form.submitted");
    expect(play.customer.enrollments[0]?.node.dueAt).toBe(cst("2026-05-17 10:00"));
    play.event("profile.changed", { attributes: { birthday: "1990-04-10" } }, { at: T0 + D });
    expect(play.customer.enrollments[0]?.node.dueAt).toBe(cst("2026-04-07 10:00"));
    expect(endsAt(play, T0 + 90 * D)).toBe(cst("2026-04-07 10:00"));
  });

  it("a missing attribute leaves by its own port", () => {
    const play = new Play(
      contextOf({ flows: [waiting("wait.until", { attribute: "birthday" })], ...withAttributes }),
      T0,
    );
    play.event("form.submitted");
    expect(play.path).toEqual(["t:out", "w:missing"]);
  });

  it("an anchor: day 7 after becoming a friend", () => {
    const flow = waiting("wait.until", { anchor: "friendSince", day: 7, time: "19:30" });
    const play = new Play(contextOf({ flows: [flow] }), T0 - 2 * D);
    play.event("friend.added", { advisorId: "a1" });
    play.event("form.submitted", {}, { at: T0 });
    expect(endsAt(play, T0 + 30 * D)).toBe(cst("2026-03-07 19:30"));
  });
});

describe("wait.event", () => {
  it("the first match in list order leaves by its port", () => {
    const on = [
      {
        id: "big",
        event: "order.paid",
        where: { all: [{ fact: "event", path: "$.props.amount", operator: "greaterThanInclusive", value: 50_000 }] },
      },
      { id: "any", event: "order.paid" },
    ];
    const port = (amount: number) => {
      const play = begin(waiting("wait.event", { on, timeout: "P3D" }, "timeout"));
      play.event("order.paid", { orderId: "o", amount }, { at: T0 + H });
      return play.path.at(-1);
    };
    expect(port(50_000)).toBe("w:big");
    expect(port(49_999)).toBe("w:any");
  });
});

describe("wait.condition", () => {
  const tagged = { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: "已绑定" }] };

  it("is met at once when it already holds", () => {
    const play = new Play(
      contextOf({ flows: [waiting("wait.condition", { where: tagged, timeout: "P3D" }, "met")] }),
      T0,
    );
    play.event("tag.added", { tag: "已绑定" });
    play.event("form.submitted");
    expect(play.path).toEqual(["t:out", "w:met", "k:out"]);
  });

  it("is met by the customer's own events, else times out", () => {
    const flow = waiting("wait.condition", { where: tagged, timeout: "P3D" }, "met");
    const met = begin(flow);
    met.event("tag.added", { tag: "已绑定" }, { at: T0 + D });
    expect(met.path.at(-2)).toBe("w:met");
    const not = begin(flow);
    not.until(T0 + 3 * D);
    expect(not.path.at(-1)).toBe("w:timeout");
  });

  it("is met when time alone makes it true, without any event", () => {
    const quiet = {
      all: [{ fact: "customer", path: "$.activity.daysSince", operator: "greaterThanInclusive", value: 3 }],
    };
    const play = begin(waiting("wait.condition", { where: quiet, timeout: "P30D" }, "met"));
    expect(endsAt(play, T0 + 40 * D)).toBe(cst("2026-03-05 00:00"));
  });
});

describe("replenish.wait", () => {
  const products = [{ sku: "milk", name: "奶粉", daysOfSupply: 30 }];
  const line = (quantity: number) => ({
    lines: [{ sku: "milk", quantity, amount: 10_000 * quantity }],
    amount: 10_000 * quantity,
  });

  it("ends lead days before the predicted run-out, and plans anew with every order and refund", () => {
    const flow = waiting("replenish.wait", { leadDays: 10, sku: "milk", fallbackDays: 20 }, "due");
    const play = new Play(contextOf({ flows: [flow], products }), T0);
    play.event("order.paid", { orderId: "o1", ...line(1) });
    play.event("form.submitted");
    expect(play.customer.enrollments[0]?.node.dueAt).toBe(T0 + 20 * D);
    play.event("order.paid", { orderId: "o2", ...line(2) }, { at: T0 + 5 * D });
    const later = play.customer.enrollments[0]?.node.dueAt ?? 0;
    expect(later).toBe(T0 + 80 * D);
    play.event("order.refunded", { orderId: "o2", refundId: "r", ...line(2) }, { at: T0 + 6 * D });
    expect(play.customer.enrollments[0]?.node.dueAt).toBe(T0 + 20 * D);
    expect(endsAt(play, T0 + 60 * D)).toBe(T0 + 20 * D);
  });

  it("without an order the fallback runs from arrival", () => {
    const play = begin(waiting("replenish.wait", { leadDays: 10, sku: "milk", fallbackDays: 20 }, "due"), T0, {
      products,
    });
    expect(endsAt(play, T0 + 60 * D)).toBe(T0 + 20 * D);
  });

  it('"N days left" from a task plans it anew', () => {
    const ask = flowOf(
      "ask",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        [
          "k",
          "task",
          {
            title: "余量",
            script: "还剩几天",
            wait: true,
            outcomes: [{ id: "left", label: "还剩", fields: [{ id: "days", label: "天", type: "daysLeft" }] }],
          },
        ],
      ],
      ["t:out>k"],
    );
    const flow = waiting("replenish.wait", { leadDays: 3, fallbackDays: 200 }, "due");
    const play = new Play(contextOf({ flows: [ask, flow], products }), T0);
    play.event("order.paid", { orderId: "o1", ...line(1) });
    play.event("friend.added", { advisorId: "a1" });
    play.event("form.submitted");
    play.complete(play.tasks[0] ?? "", "left", { fields: { days: 8 } });
    expect(play.customer.enrollments[0]?.node.dueAt).toBe(T0 + 5 * D);
  });
});
