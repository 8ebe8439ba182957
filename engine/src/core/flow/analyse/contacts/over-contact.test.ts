import { brandSettingsSchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { flowOf } from "../../flow.testkit.js";
import { analyseFlow } from "../index.js";

const { contactPolicy } = brandSettingsSchema.parse({});
const TRIGGER = ["t", "trigger.event", { event: "friend.added" }] as const;
const EXITS = { exitWhen: [{ on: "order.paid", reason: "bought" }] };

type Node = readonly [id: string, type: string, data?: object, more?: object];
type Edge = readonly [string, string, string];

const task = (id: string, data: object = {}): Node => [id, "task", { title: id, script: "您好", wait: false, ...data }];
const wait = (id: string, duration: string): Node => [id, "wait.duration", { duration }];
const until = (id: string, data: object): Node => [id, "wait.until", data];

/** Nodes one behind the other. */
function row(...nodes: Node[]) {
  const ids = ["t", ...nodes.map(([id]) => id)];
  return flowOf(
    [TRIGGER, ...nodes],
    ids.slice(1).map((id, i): Edge => [ids[i] ?? "", "out", id]),
    EXITS,
  );
}

const told = (flow: unknown, settings: object = {}) =>
  analyseFlow(flow, { contactPolicy: { ...contactPolicy, ...settings } }).map(
    ({ code, nodeId, message }) => `${code} @ ${nodeId}: ${message.en.split(";")[0]}`,
  );

describe("more contacts than the brand allows", () => {
  it("in a day, with their number", () => {
    expect(told(row(task("a"), task("b")))).toEqual([
      'contact.over_budget @ b: From "a" to "b" there may be 2 marketing contacts within 1 day',
    ]);
  });
  it("in seven days", () => {
    const flow = row(task("a"), wait("w", "P2D"), task("b"), wait("v", "P2D"), task("c"));
    expect(told(flow)).toEqual([
      'contact.over_budget @ c: From "a" to "c" there may be 3 marketing contacts within 7 days',
    ]);
  });
  it("closer together than the least gap, with both lengths", () => {
    const flow = row(task("a"), wait("w", "P1D"), task("b"));
    expect(told(flow)).toEqual(['contact.gap_short @ b: The marketing contacts "a" and "b" may be only 1 day apart']);
    expect(told(row(task("a"), wait("w", "P2D"), task("b")))).toEqual([]);
  });
  it("round a loop, as often as it fits into the time", () => {
    const flow = flowOf(
      [TRIGGER, task("a"), wait("w", "P3D")],
      [
        ["t", "out", "a"],
        ["a", "out", "w"],
        ["w", "out", "a"],
      ],
      EXITS,
    );
    expect(told(flow)).toEqual([
      'contact.over_budget @ a: From "a" to "a" there may be 3 marketing contacts within 7 days',
    ]);
  });
  it("by the quickest way where ways join", () => {
    const on = [{ id: "spoke", event: "message.received" }];
    const flow = flowOf(
      [TRIGGER, task("a"), ["w", "wait.event", { on, timeout: "P3D" }], task("b")],
      [
        ["t", "out", "a"],
        ["a", "out", "w"],
        ["w", "spoke", "b"],
        ["w", "timeout", "b"],
      ],
      EXITS,
    );
    expect(told(flow)).toHaveLength(1);
  });
  it("each kind by itself: a group send, a call, a service message and a marketing chat are four", () => {
    const flow = row(
      task("a"),
      task("b", { purpose: "service" }),
      task("c", { channel: "group_send" }),
      task("d", { purpose: "reply" }),
      task("e", { purpose: "service", channel: "phone" }),
    );
    expect(told(flow)).toEqual([
      'contact.over_budget @ e: From "b" to "e" there may be 2 service contacts within 3 days',
    ]);
  });
  it("of a campaign: in a day, and in all", () => {
    const slots = (days: number[], times = ["10:00"]) =>
      days.flatMap((day) =>
        times.map((time, i) => ({ id: `s${day}-${i}`, day, time, title: "推送", script: "您好", purpose: "campaign" })),
      );
    const campaign = (list: object[], contacts: string): Node => [
      "r",
      "campaign.rhythm",
      { day1: "nextDay", slots: list, contacts },
    ];
    expect(told(row(campaign(slots([1, 2, 3]), "perDay")))).toEqual([]);
    expect(told(row(campaign(slots([1, 2, 3], ["10:00", "15:00"]), "perDay")))).toEqual([]);
    expect(told(row(campaign(slots([1, 2, 3, 4]), "perDay")))).toHaveLength(1);
    expect(told(row(campaign(slots([1], ["10:00", "15:00"]), "perSlot")))).toEqual([
      'contact.over_budget @ r: From "r" to "r" there may be 2 campaign contacts within 1 day',
    ]);
    expect(told(row(campaign(slots([1, 2, 3, 4], ["10:00", "15:00"]), "exempt")))).toEqual([]);
  });
});

describe("what is not too much", () => {
  it("replies, work of advisors, posts to moments", () => {
    expect(
      told(
        row(
          task("a", { purpose: "reply" }),
          task("b", { purpose: "reply" }),
          task("c", { scope: "advisor" }),
          task("d", { channel: "moments" }),
        ),
      ),
    ).toEqual([]);
  });
  it("a task after one that was skipped", () => {
    const flow = flowOf(
      [TRIGGER, task("a", { wait: true }), task("b")],
      [
        ["t", "out", "a"],
        ["a", "skipped", "b"],
      ],
      EXITS,
    );
    expect(told(flow)).toEqual([]);
  });
  it("a second call after one that nobody took", () => {
    const outcomes = [{ id: "no", label: "没接", contact: "call_unanswered" }];
    const call = (id: string) => task(id, { wait: true, channel: "phone", purpose: "service", outcomes });
    const flow = flowOf(
      [TRIGGER, call("a"), wait("w", "P3D"), call("b")],
      [
        ["t", "out", "a"],
        ["a", "no", "w"],
        ["w", "out", "b"],
      ],
      EXITS,
    );
    expect(told(flow)).toEqual([]);
  });
  it("days that are counted from the same start, also after a wait for the evening", () => {
    const day = (id: string, n: number) => until(id, { anchor: "enteredAt", day: n, time: "10:00" });
    const flow = row(
      until("e", { time: "19:30", ifPast: "next" }),
      task("a", { purpose: "service" }),
      day("d7", 7),
      task("b", { purpose: "service" }),
      day("d9", 9),
      task("c", { purpose: "service" }),
    );
    expect(told(flow)).toEqual([
      'contact.over_budget @ c: From "b" to "c" there may be 2 service contacts within 3 days',
    ]);
  });
  it("a wait whose length only the customer's data say", () => {
    const low = { leadDays: 10, fallbackDays: 20 };
    const flow = flowOf(
      [TRIGGER, task("a"), ["r", "replenish.wait", low], task("b")],
      [
        ["t", "out", "a"],
        ["a", "out", "r"],
        ["r", "due", "b"],
      ],
      EXITS,
    );
    expect(told(flow)).toEqual([]);
  });
  it("when the brand allows it", () => {
    expect(told(row(task("a"), task("b")), { marketing: { limits: [{ days: 1, max: 2 }] } })).toEqual([]);
  });
});
