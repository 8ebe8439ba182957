import { describe, expect, it } from "vitest";
import { flowOf, type ShortNode, sentTask, waitingTask } from "../journey/flows.testkit.js";
import { contextOf, cst, openPolicy, Play } from "../journey/journey.testkit.js";
import { definitionOf } from "./registry.js";

const T0 = cst("2026-03-02 10:00");
const always = { all: [] };

/** Every node type that may stand inside a flow, each with parameters that would make it do something. */
const nodes: readonly (readonly [ShortNode[1], Record<string, unknown>])[] = [
  ["branch", { cases: [{ id: "a", label: "", where: always }] }],
  [
    "split",
    {
      variants: [
        { id: "a", weight: 1 },
        { id: "b", weight: 1 },
      ],
    },
  ],
  ["activity.check", { days: [3, 7] }],
  ["wait.duration", { duration: "P1D" }],
  ["wait.until", { time: "09:00" }],
  ["wait.event", { on: [{ id: "a", event: "order.paid" }], timeout: "P1D" }],
  [
    "wait.condition",
    { where: { any: [{ fact: "customer", path: "$.bound", operator: "equal", value: true }] }, timeout: "P1D" },
  ],
  ["replenish.wait", { leadDays: 1, fallbackDays: 5 }],
  ["task", waitingTask(["a", "b"])],
  ["task", sentTask()],
  ["campaign.rhythm", { day1: "entry", slots: [{ id: "s", day: 1, time: "11:00", title: "s", script: "s" }] }],
  ["tag", { add: ["x"] }],
  ["profile.set", { set: { stage: "已承接" } }],
  ["notify", { to: "owner", text: "看看" }],
  ["flow.start", { flowId: "other" }],
  ["webhook", { url: "https://example.com", body: "" }],
];

describe("a disabled node is passed through by its first port without acting", () => {
  it.each(nodes)("%s", (type, data) => {
    const draft = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "form.submitted" }],
        ["n", type, data],
        ["g", "tag", { add: ["过"] }],
      ],
      ["t:out>n"],
    );
    const [port = ""] = definitionOf({ type }).ports(data as never);
    const flow = {
      ...draft,
      nodes: draft.nodes.map((node) => (node.id === "n" ? { ...node, disabled: true } : node)),
      edges: [...(draft.edges ?? []), { id: "x", source: "n", sourceHandle: port, target: "g" }],
    };
    const play = new Play(contextOf({ flows: [flow], settings: openPolicy() }), T0);
    play.event("form.submitted");
    expect(play.path).toEqual(["t:out", `n:${port}`, "g:out"]);
    expect(play.customer.tags).toEqual(["过"]);
    expect(play.tasks).toEqual([]);
    expect(play.customer.enrollments).toEqual([]);
    expect(play.customer.stage).toBeUndefined();
    expect(play.effects.some((e) => e.kind === "notify" || e.kind === "alert")).toBe(false);
  });

  it("exit, which has no port: the path ends, as completed", () => {
    const draft = flowOf(
      "f",
      [
        ["t", "trigger.event", { event: "form.submitted" }],
        ["x", "exit", { reason: "stop" }],
      ],
      ["t:out>x"],
    );
    const flow = { ...draft, nodes: draft.nodes.map((n) => (n.id === "x" ? { ...n, disabled: true } : n)) };
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("form.submitted");
    expect(play.customer.enrollments).toEqual([]);
    expect(play.trace("completed")).toHaveLength(1);
    expect(play.trace("exited")).toEqual([]);
  });

  it.each([
    ["trigger.event", { event: "form.submitted" }],
    ["trigger.audience", { where: always }],
    ["trigger.schedule", { cron: "0 10 * * *", audience: always, existing: "enroll" }],
  ] as const)("a disabled %s lets nobody in", (type, data) => {
    const draft = flowOf(
      "f",
      [
        ["u", "trigger.event", { event: "friend.added" }],
        ["t", type, data],
      ],
      [],
    );
    const flow = { ...draft, nodes: draft.nodes.map((n) => (n.id === "t" ? { ...n, disabled: true } : n)) };
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("form.submitted");
    play.published("f");
    play.schedule("f", "t");
    expect(play.trace("entered")).toEqual([]);
  });
});
