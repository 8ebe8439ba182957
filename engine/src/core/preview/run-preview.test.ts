import type { NodeType } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { flowOf, type ShortNode, sentTask, waitingTask } from "../journey/flows.testkit.js";
import { DAY_MS, HOUR_MS } from "../time/index.js";
import { endOf, madeUp, previewOf, START, waysOf } from "./preview.testkit.js";
import { linesBy, trailOf } from "./trail-at.js";

const careful = flowOf(
  "careful",
  [
    ["t", "trigger.event", { event: "friend.added" }],
    ["g", "tag", { add: ["新客"] }],
    [
      "b",
      "branch",
      {
        cases: [
          {
            id: "core",
            label: "核心",
            where: { all: [{ fact: "customer", path: "$.tier", operator: "equal", value: "核心" }] },
          },
        ],
      },
    ],
    ["w", "wait.event", { on: [{ id: "talk", event: "message.received" }], timeout: "P1D" }],
    [
      "k",
      "task",
      waitingTask(["yes", "no"], {
        script: '{{customer.name | default:"您"}}您好',
        purpose: "service",
        expireIn: "P2D",
      }),
    ],
    ["m", "task", sentTask()],
  ],
  ["t:out>g", "g:out>b", "b:core>k", "b:else>w", "w:talk>k", "w:timeout>m"],
);

describe("a preview", () => {
  it("tells each step, the way taken, and why", () => {
    const preview = previewOf(careful);
    expect(waysOf(preview)).toEqual(["t:out", "g:out", "b:else", "w:timeout", "m:out"]);
    const branch = preview.lines.find((line) => line.kind === "left" && line.nodeId === "b");
    expect(branch).toMatchObject({
      to: "w",
      reason: {
        input: "arrive",
        asked: [
          { port: "core", held: false, checks: [{ speaksFor: false, negated: false }] },
          { port: "else", held: true, checks: [] },
        ],
      },
    });
    expect(preview.lines).toContainEqual({ kind: "tag", at: START, tag: "新客", added: true });
    expect(preview.lines).toContainEqual({ kind: "waiting", at: START, nodeId: "w", until: START + DAY_MS });
    expect(preview).toMatchObject({ stop: "over", hasEntered: true });
  });

  it("shows the value that a condition saw", () => {
    const preview = previewOf(careful, { customer: madeUp({ tier: "核心" }) });
    expect(waysOf(preview)).toContain("b:core");
    const left = preview.lines.find((line) => line.kind === "left" && line.nodeId === "b");
    expect(left?.kind === "left" && left.reason?.asked).toMatchObject([
      { port: "core", held: true, checks: [{ actual: "核心", speaksFor: true }] },
    ]);
  });

  it("takes an event that was added by hand", () => {
    const event = { id: "h1", type: "message.received", at: START + HOUR_MS, props: {} };
    const preview = previewOf(careful, { events: [event] });
    expect(waysOf(preview)).toEqual(["t:out", "g:out", "b:else", "w:talk", "k:expired"]);
    const left = preview.lines.find((line) => line.kind === "left" && line.nodeId === "w");
    expect(left).toMatchObject({ at: START + HOUR_MS, reason: { input: "event", eventType: "message.received" } });
  });

  it("shows a task with its words, and lets it expire unless an answer was chosen", () => {
    const customer = madeUp({ tier: "核心" });
    const expired = previewOf(careful, { customer });
    expect(expired.lines.find((line) => line.kind === "task")).toMatchObject({
      key: "k/1",
      advisorName: "小林",
      task: { text: "李女士您好" },
    });
    expect(waysOf(expired)).toContain("k:expired");
    const answers = { "k/1": { type: "task.completed", afterMs: HOUR_MS, outcome: "no" } } as const;
    const answered = previewOf(careful, { customer, answers });
    expect(waysOf(answered)).toContain("k:no");
    expect(answered.lines).toContainEqual({
      kind: "answered",
      at: START + HOUR_MS,
      nodeId: "k",
      key: "k/1",
      outcome: "no",
    });
    const skipped = { "k/1": { type: "task.skipped", afterMs: HOUR_MS, props: { reason: "just_talked" } } } as const;
    expect(waysOf(previewOf(careful, { customer, answers: skipped }))).toContain("k:skipped");
  });

  it("says which condition of the trigger kept the customer out", () => {
    const where = { all: [{ fact: "event", path: "$.props.channel", operator: "equal", value: "package-card" }] };
    const file = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added", where }],
        ["m", "task", sentTask()],
      ],
      ["t:out>m"],
    );
    const out = previewOf(file, { start: { props: { channel: "live" } } });
    expect(out).toMatchObject({ hasEntered: false, stop: "over", endAt: START });
    expect(out.lines.at(-1)).toMatchObject({
      kind: "refused",
      by: "where",
      reason: { asked: [{ held: false, checks: [{ actual: "live", speaksFor: false }] }] },
    });
    expect(previewOf(file, { start: { props: { channel: "package-card" } } }).hasEntered).toBe(true);
  });

  it("enters by a schedule at its next time, and by an audience at once", () => {
    const quiet = {
      all: [{ fact: "customer", path: "$.activity.daysSince", operator: "greaterThanInclusive", value: 3 }],
    };
    const nodes = (type: NodeType, data: Record<string, unknown>): ShortNode[] => [
      ["t", type, data],
      ["m", "task", sentTask({ purpose: "service" })],
    ];
    const customer = madeUp({ friendDays: 20, activeDays: 5 });
    const daily = flowOf("f", nodes("trigger.schedule", { cron: "0 10 * * *", audience: quiet }), ["t:out>m"]);
    const scheduled = previewOf(daily, { customer });
    expect(scheduled.lines.find((line) => line.kind === "entered")?.at).toBe(START + HOUR_MS / 2);
    const audience = flowOf("f", nodes("trigger.audience", { where: quiet, checkAt: "10:00" }), ["t:out>m"]);
    expect(previewOf(audience, { customer }).lines.find((line) => line.kind === "entered")?.at).toBe(START);
    const later = previewOf(audience, { customer: madeUp({ friendDays: 20, activeDays: 1 }) });
    expect(later.lines[0]).toMatchObject({ kind: "refused", by: "where", at: START });
    expect(later.lines.find((line) => line.kind === "entered")?.at).toBe(START + 2 * DAY_MS + HOUR_MS / 2);
  });

  it("starts a flow that is started by hand", () => {
    const file = flowOf(
      "f",
      [
        ["t", "trigger.manual", {}],
        ["m", "task", sentTask()],
      ],
      ["t:out>m"],
    );
    const preview = previewOf(file);
    expect(waysOf(preview)).toEqual(["t:out", "m:out"]);
    expect(preview.lines.some((line) => line.kind === "event")).toBe(false);
  });

  it("says when the contact policy keeps a task back", () => {
    const file = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["a", "task", sentTask()],
        ["b", "task", sentTask()],
      ],
      ["t:out>a", "a:out>b"],
    );
    const preview = previewOf(file);
    const deferred = preview.lines.find((line) => line.kind === "deferred");
    expect(deferred).toMatchObject({ nodeId: "b", by: "budget.marketing" });
    expect(preview.lines.filter((line) => line.kind === "task")).toHaveLength(2);
  });

  it("ends a loop that never ends by itself", () => {
    const file = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["a", "tag", { add: ["x"] }],
        ["w", "wait.duration", { duration: "P1D" }],
      ],
      ["t:out>a", "a:out>w", "w:out>a"],
    );
    const preview = previewOf(file);
    expect(preview.stop).toBe("horizon");
    expect(preview.endAt).toBeLessThanOrEqual(START + 400 * DAY_MS);
    expect(previewOf(file, { maxSteps: 10 }).stop).toBe("steps");
  });

  it("changes nothing of the customer that it is given", () => {
    const customer = madeUp();
    const before = structuredClone(customer);
    previewOf(careful, { customer });
    expect(customer).toEqual(before);
  });
});

describe("the place on the way", () => {
  it("follows the slider", () => {
    const preview = previewOf(careful);
    const at = (time: number) => trailOf(preview, linesBy(preview, time));
    expect(at(START - 1)).toEqual({ visited: [], taken: [], open: [], state: "before" });
    expect(at(START)).toMatchObject({
      standing: "w",
      until: START + DAY_MS,
      state: "inside",
      visited: ["t", "g", "b", "w"],
    });
    expect(at(START + DAY_MS)).toMatchObject({ state: "ended", open: ["m/1"], visited: ["t", "g", "b", "w", "m"] });
    expect(endOf(preview)).toBe("completed");
  });
});
