import { OPERATORS } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { compileFlow } from "./compile-flow.js";
import type { CompileOptions } from "./compile-options.js";
import { EXIT, flowOf, flowWhere, flowWith, ORDER_PAID, report, TASK } from "./flow.testkit.js";

const BASE = "nodes.1.data.cases.0.where";
const leaf = (fact: string, path: string | undefined, operator: string, value: unknown) => ({
  all: [{ fact, ...(path === undefined ? {} : { path }), operator, value }],
});
/** `code` and the place inside the condition. */
const faults = (where: unknown, options: Partial<CompileOptions> = {}) =>
  compileFlow(flowWhere(where), { version: 1, ...options }).diagnostics.map((d) => {
    expect(d.nodeId).toBe("n");
    expect(d.path.startsWith(BASE)).toBe(true);
    return `${d.code} ${d.path.slice(BASE.length + 1)}`.trim();
  });
const nested = (levels: number) => {
  let where: object = { all: [] };
  for (let i = 1; i < levels; i++) where = { not: where };
  return where;
};
const day = { fact: "now", path: "$.day", operator: "equal", value: 1 };

describe("compileFlow refuses a condition for its shape:", () => {
  it.each([
    ["condition.several_groups", { all: [], any: [day] }],
    ["condition.empty_any any", { any: [] }],
    ["condition.root_not_group", day],
    ["condition.not_list all", { all: {} }],
    ["condition.not_object all.0", { all: [7] }],
    ["condition.unknown_key name", { all: [], name: "x" }],
    ["condition.fact_missing all.0.fact", leaf("", "$.day", "equal", 1)],
    ["condition.bad_path all.0.path", leaf("customer", "$..name", "equal", "x")],
    ["condition.unknown_operator all.0.operator", leaf("customer", "$.name", "like", "x")],
    ["condition.unknown_operator all.0.operator", leaf("customer", "$.friendSince", "not:withinDays", 3)],
    ["condition.bad_value all.0.value", leaf("customer", "$.name", "equal", { a: 1 })],
    ["condition.unknown_key all.0.params", { all: [{ ...day, params: { experiment: "e" } }] }],
  ])("%s", (fault, where) => {
    expect(faults(where)).toEqual([fault]);
  });

  it("condition.too_deep: nesting beyond 32", () => {
    expect(faults(nested(32))).toEqual([]);
    expect(faults(nested(33))).toEqual([`condition.too_deep ${"not.".repeat(32).slice(0, -1)}`]);
    expect(faults(nested(20_000))).toHaveLength(1);
  });
});

describe("compileFlow refuses a condition for its facts:", () => {
  it.each([
    ["condition.reserved_fact all.0.fact", leaf("position", undefined, "equal", "f@1/n")],
    ["condition.reserved_fact all.0.fact", leaf("input", undefined, "equal", "event")],
    ["condition.unknown_fact all.0.fact", leaf("weather", "$.today", "equal", "rain")],
    ["condition.unknown_fact all.0.fact", leaf("advisor", "$.name", "equal", "x")],
    ["condition.unknown_path all.0.path", leaf("customer", "$.orders.cuont", "equal", 1)],
    ["condition.unknown_path all.0.path", leaf("customer", undefined, "exists", true)],
    ["condition.unknown_path all.0.path", leaf("tasks", "$.gone.outcome", "equal", "done")],
    ["condition.unknown_path all.0.path", leaf("enrollment", "$.visits.gone", "equal", 1)],
    ["condition.fact_not_allowed all.0.fact", leaf("event", "$.type", "equal", "order.paid")],
    ["condition.fact_not_allowed all.0.value.fact", leaf("now", "$.day", "equal", { fact: "bucket" })],
    ["condition.unknown_path all.0.value.path", leaf("now", "$.day", "equal", { fact: "now", path: "$.dya" })],
  ])("%s", (fault, where) => {
    expect(faults(where)).toEqual([fault]);
  });

  it("condition.fact_not_allowed: each place has its own facts", () => {
    const where = {
      all: ["event", "enrollment", "task"].map((fact) => ({
        fact,
        path: fact === "event" ? "$.id" : fact === "task" ? "$.outcome" : "$.key",
        operator: "exists",
        value: true,
      })),
    };
    const refused = (flow: unknown) =>
      report(flow)
        .filter((line) => line.startsWith("condition.fact_not_allowed"))
        .map((line) => Number(/all\.(\d)/.exec(line)?.[1]));
    const on = [{ id: "a", event: "order.paid", where }];
    const trigger = (type: string, data: object) => flowOf([["t", type, data]], []);
    expect(refused(trigger("trigger.event", { event: "order.paid", where }))).toEqual([1, 2]);
    expect(refused(trigger("trigger.audience", { where }))).toEqual([0, 1, 2]);
    expect(refused(trigger("trigger.schedule", { cron: "0 9 * * *", audience: where }))).toEqual([0, 1, 2]);
    expect(refused(flowWith("wait.event", { on, timeout: "P1D" }))).toEqual([]);
    expect(refused(flowWith("wait.condition", { where, timeout: "P1D" }))).toEqual([0]);
    expect(refused(flowWith("task", { title: "t", script: "s", where }))).toEqual([0]);
    expect(refused(flowWith("task", { title: "t", scripts: [{ id: "s", text: "s", where }] }))).toEqual([0]);
    const cancelOn = [{ on: "order.paid", where, reason: "r" }];
    expect(refused(flowWith("task", { title: "t", script: "s", cancelOn }))).toEqual([]);
    expect(refused(flowWith("exit", {}, { exitWhen: cancelOn }))).toEqual([]);
    expect(refused(flowWith("exit", {}, { goals: [{ id: "g", on: "order.paid", where, within: "P1D" }] }))).toEqual([]);
    // A bucket needs the customer alone, so audiences may be sampled by it.
    expect(report(trigger("trigger.audience", { where: leaf("bucket", undefined, "lessThan", 100) }))).toEqual([]);
  });

  it("attribute.unknown, where the brand's attributes are known", () => {
    const where = leaf("customer", "$.attributes.pet", "equal", "cat");
    expect(faults(where)).toEqual([]);
    expect(faults(where, { attributes: {} })).toEqual(["attribute.unknown all.0.path"]);
    const attributes = { pet: { type: "number" as const, label: "宠物" } };
    expect(faults(where, { attributes })).toEqual(["condition.value_type all.0.value"]);
  });
});

describe("compileFlow refuses a comparison:", () => {
  it.each([
    ["operator_not_for", leaf("customer", "$.name", "lessThan", "x")],
    ["operator_not_for", leaf("customer", "$.friendSince", "equal", "2026-06-18")],
    ["operator_not_for", leaf("customer", "$.tags", "equal", "a")],
    ["operator_not_for", leaf("customer", "$.name", "contains", "a")],
    ["operator_not_for", leaf("customer", "$.orders.count", "withinDays", 3)],
    ["operator_not_for", leaf("customer", "$.name", "someFact:equal", "a")],
    ["operator_not_for", leaf("customer", "$.tags", "someFact:greaterThan", 3)],
    ["operator_not_for", leaf("customer", "$.orders.count", "swap:contains", 1)],
    ["value_type", leaf("customer", "$.orders.count", "swap:contains", ["a"])],
    ["value_type", leaf("customer", "$.name", "swap:in", "x")],
    ["value_type", leaf("customer", "$.orders.count", "equal", "1")],
    ["value_type", leaf("customer", "$.orders.count", "greaterThan", "1")],
    ["value_type", leaf("customer", "$.orders.count", "equal", null)],
    ["value_type", leaf("customer", "$.orders.count", "in", 1)],
    ["value_type", leaf("customer", "$.orders.count", "in", [1, "2"])],
    ["value_type", leaf("customer", "$.tags", "contains", 1)],
    ["value_type", leaf("customer", "$.tags", "containsAny", "a")],
    ["value_type", leaf("customer", "$.tags", "containsAll", [1])],
    ["value_type", leaf("customer", "$.name", "startsWith", 1)],
    ["value_type", leaf("customer", "$.name", "exists", false)],
    ["value_type", leaf("customer", "$.friendSince", "before", "next week")],
    ["value_type", leaf("customer", "$.friendSince", "before", "2026-02-30")],
    ["value_type", leaf("customer", "$.friendSince", "withinDays", -1)],
    ["value_type", leaf("customer", "$.friendSince", "olderThanDays", 1.5)],
    ["value_type", leaf("customer", "$.bound", "equal", "true")],
    ["value_type", leaf("now", "$.time", "lessThan", "9:00")],
    ["value_type", leaf("now", "$.time", "equal", "9:00")],
    ["value_type", leaf("customer", "$.orders.count", "someValue:equal", 1)],
    ["value_type", leaf("customer", "$.orders.count", "someValue:equal", [1, "2"])],
    ["value_type", leaf("customer", "$.orders.count", "equal", { fact: "customer", path: "$.name" })],
    ["value_type", leaf("customer", "$.name", "in", { fact: "customer", path: "$.name" })],
    ["value_type", leaf("customer", "$.attributes.n", "greaterThan", "500")],
    ["value_type", leaf("customer", "$.attributes.n", "equal", ["a"])],
    ["unknown_value", leaf("customer", "$.tier", "equal", "超级")],
    ["unknown_value", leaf("customer", "$.tier", "in", ["高", "超级"])],
    ["unknown_value", leaf("customer", "$.suppressed", "contains", "moody")],
    ["unknown_value", leaf("customer", "$.tier", "someValue:equal", ["超级"])],
    ["unknown_value", leaf("task", "$.outcome", "equal", "never_heard_of")],
  ])("condition.%s: %j", (code, where) => {
    const part = code === "operator_not_for" ? "operator" : "value";
    expect(faults(where)).toEqual([`condition.${code} all.0.${part}`]);
  });

  it.each([
    leaf("customer", "$.orders.count", "equal", 1),
    leaf("customer", "$.tags", "not:contains", "a"),
    leaf("customer", "$.tags", "someFact:in", ["a", "b"]),
    leaf("customer", "$.tier", "not:in", ["高", "核心"]),
    leaf("customer", "$.friendSince", "before", { fact: "now", path: "$.at" }),
    leaf("customer", "$.friendSince", "after", "2026-06-18"),
    leaf("customer", "$.friendSince", "withinDays", { fact: "customer", path: "$.attributes.days" }),
    leaf("now", "$.time", "greaterThanInclusive", "09:30"),
    leaf("customer", "$.attributes.anything", "equal", true),
    leaf("customer", "$.orders.count", "swap:contains", [1]),
    leaf("customer", "$.name", "swap:equal", "x"),
    leaf("enrollment", "$.entry.anything", "notEqual", null),
    leaf("enrollment", "$.entry.amount", "greaterThan", 100),
    leaf("enrollment", "$.visits.n", "lessThan", 3),
  ])("but takes %j", (where) => {
    expect(faults(where)).toEqual([]);
  });

  it("knows the kinds of the event at hand and of the entering event", () => {
    const on = (value: unknown) => [
      { id: "a", event: "order.paid", where: leaf("event", "$.props.amount", "greaterThan", value) },
    ];
    expect(report(flowWith("wait.event", { on: on("100"), timeout: "P1D" }))).toEqual([
      "condition.value_type @ n nodes.1.data.on.0.where.all.0.value",
    ]);
    expect(report(flowWith("wait.event", { on: on(100), timeout: "P1D" }))).toEqual([]);
    expect(faults(leaf("enrollment", "$.entry.amount", "equal", "100"))).toEqual(["condition.value_type all.0.value"]);
  });

  it("knows the outcomes of the flow's tasks", () => {
    const task = ["k", "task", { title: "t", script: "s", outcomes: [{ id: "bought", label: "买了" }] }] as const;
    const branch = (where: unknown) => ["n", "branch", { cases: [{ id: "a", where }] }] as const;
    const flow = (where: unknown) =>
      flowOf(
        [ORDER_PAID, task, branch(where)],
        [
          ["t", "out", "k"],
          ["k", "bought", "n"],
        ],
      );
    expect(report(flow(leaf("tasks", "$.k.outcome", "equal", "bought")))).toEqual([]);
    expect(report(flow(leaf("task", "$.outcome", "in", ["bought", "expired"])))).toEqual([]);
    expect(report(flow(leaf("tasks", "$.k.outcome", "equal", "bougth")))).toEqual([
      "condition.unknown_value @ n nodes.2.data.cases.0.where.all.0.value",
    ]);
  });

  it("covers every operator, so that none is added without its check", () => {
    const value = {
      same: 1,
      listOfSame: [1],
      element: "a",
      elements: ["a"],
      date: "2026-06-18",
      days: 1,
      true: true,
      string: "a",
    };
    const path = {
      number: "$.orders.count",
      list: "$.tags",
      date: "$.friendSince",
      string: "$.name",
      boolean: "$.bound",
    };
    for (const [operator, info] of Object.entries(OPERATORS)) {
      const kinds: readonly string[] = info.left;
      const kind = kinds.includes("number") || kinds.length === 0 ? "number" : info.left[0];
      if (kind === undefined) throw new Error(operator);
      expect(faults(leaf("customer", path[kind], operator, value[info.right])), operator).toEqual([]);
      expect(faults(leaf("customer", path[kind], operator, ["x", 1])), operator).not.toEqual([]);
    }
  });
});

it("reports every fault at once, in shape and in meaning", () => {
  const where = {
    any: [
      { fact: "customer", path: "$.name", operator: "like", value: "x" },
      { fact: "customer", path: "$.cuont", operator: "equal", value: 1 },
      { not: { any: [] } },
      { fact: "position", operator: "equal", value: "x", extra: 1 },
    ],
  };
  const flow = flowOf(
    [ORDER_PAID, ["n", "branch", { cases: [{ id: "a", where }], oops: 1 }], TASK, EXIT],
    [["t", "out", "n"]],
  );
  expect(report({ ...flow, colour: "red" })).toEqual([
    "condition.unknown_operator @ n nodes.1.data.cases.0.where.any.0.operator",
    "condition.empty_any @ n nodes.1.data.cases.0.where.any.2.not.any",
    "condition.unknown_key @ n nodes.1.data.cases.0.where.any.3.extra",
    "flow.unknown_key @ n nodes.1.data.oops",
    "flow.unknown_key @ - colour",
    "condition.unknown_path @ n nodes.1.data.cases.0.where.any.1.path",
    "condition.reserved_fact @ n nodes.1.data.cases.0.where.any.3.fact",
    "flow.unreachable_node @ k nodes.2",
    "flow.unreachable_node @ x nodes.3",
  ]);
});
