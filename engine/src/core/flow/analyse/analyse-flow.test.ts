import { brandSettingsSchema, type Taxonomy } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { compileFlow } from "../compile-flow.js";
import { EXIT, flowOf, flowWith, ORDER_PAID } from "../flow.testkit.js";
import { type AnalysisOptions, analyseFlow } from "./index.js";

const { contactPolicy } = brandSettingsSchema.parse({});

/** What the analysis says, shortened: `code @ node`. */
const told = (flow: unknown, options: AnalysisOptions = { contactPolicy }) =>
  analyseFlow(flow, options).map(({ code, nodeId }) => `${code} @ ${nodeId}`);

const fact = (path: string, operator: string, value: unknown) => ({
  fact: "customer",
  path: `$.${path}`,
  operator,
  value,
});
const tier = (value: string) => ({ all: [fact("tier", "equal", value)] });
const orders = (operator: string, value: number) => ({ all: [fact("orders.count", operator, value)] });
const NEVER = { all: [fact("tier", "equal", "高"), fact("tier", "equal", "中")] };
const task = (data: object = {}) => ({ title: "回访", script: "您好", outcomes: [{ id: "ok", label: "好" }], ...data });
const reply = task({ purpose: "reply" });

describe("conditions that never hold", () => {
  it("are named with the fact and shown at their place", () => {
    const [problem] = analyseFlow(flowWith("branch", { cases: [{ id: "a", where: NEVER }] }));
    expect(problem).toMatchObject({
      code: "condition.never_holds",
      severity: "warning",
      nodeId: "n",
      path: "nodes.1.data.cases.0.where",
    });
    expect(problem?.message.zh).toContain("“客户等级”");
  });

  it.each<[string, string, object]>([
    ["a wait for a condition", "wait.condition", { where: NEVER, timeout: "P1D" }],
    ["a wait for an event", "wait.event", { on: [{ id: "a", event: "order.paid", where: NEVER }], timeout: "P1D" }],
    ["a task", "task", task({ purpose: "reply", where: NEVER })],
  ])("are found in %s", (_, type, data) => {
    expect(told(flowWith(type, data))).toEqual(["condition.never_holds @ n"]);
  });

  it("are found in triggers and in the flow's exits", () => {
    const flow = flowOf([["t", "trigger.event", { event: "order.paid", where: NEVER }]], [], {
      exitWhen: [{ on: "order.refunded", where: NEVER, reason: "no" }],
    });
    expect(told(flow)).toEqual(["condition.never_holds @ undefined", "condition.never_holds @ t"]);
  });

  it("with tags that exclude each other only when the brand says so", () => {
    const flow = flowWith("branch", {
      cases: [{ id: "a", where: { all: [fact("tags", "containsAll", ["新客", "老客"])] } }],
    });
    const taxonomy: Taxonomy = {
      groups: [
        { id: "g", name: "新老", tags: ["新客", "老客"], exclusive: true, automatic: false, syncToWecom: false },
      ],
    };
    expect(told(flow)).toEqual([]);
    expect(told(flow, { taxonomy })).toEqual(["condition.never_holds @ n"]);
  });

  it("are nothing in a node that is switched off", () => {
    const flow = flowOf(
      [ORDER_PAID, ["n", "branch", { cases: [{ id: "a", where: NEVER }] }, { disabled: true }]],
      [["t", "out", "n"]],
    );
    expect(told(flow)).toEqual([]);
  });
});

describe("ways that nobody takes", () => {
  const branch = (cases: object[], edges: [string, string, string][] = [["n", "else", "k"]]) =>
    flowOf(
      [ORDER_PAID, ["n", "branch", { cases }], ["k", "task", reply], ["x", ...EXIT.slice(1)] as [string, string]],
      [["t", "out", "n"], ["n", "a", "x"], ...edges],
    );

  it("a case behind a wider one is named with it", () => {
    const found = analyseFlow(
      branch([
        { id: "a", label: "买过", where: orders("greaterThan", 0) },
        { id: "b", label: "老客", where: orders("greaterThan", 5) },
      ]),
    );
    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ["branch.case_never_reached", "nodes.1.data.cases.1.where"],
    ]);
    expect(found[0]?.message.zh).toContain("“买过”");
  });

  it("a case behind several that share it among them", () => {
    const found = told(
      branch([
        { id: "a", where: orders("lessThan", 3) },
        { id: "b", where: orders("greaterThan", 2) },
        { id: "c", where: { all: [fact("orders.count", "exists", true)] } },
      ]),
    );
    expect(found).toEqual(["branch.case_never_reached @ n"]);
  });

  it("else, when the cases with a missing value take everybody, and the node behind it", () => {
    const cases = [
      { id: "a", where: orders("lessThan", 3) },
      { id: "b", where: orders("greaterThanInclusive", 3) },
    ];
    expect(told(branch(cases))).toEqual([]);
    const all = [...cases, { id: "c", where: { all: [fact("orders.count", "missing", true)] } }];
    expect(told(branch(all))).toEqual(["branch.else_never_reached @ n", "flow.dead_node @ k"]);
  });

  it("else without an edge is what an author means by it", () => {
    expect(told(branch([{ id: "a", where: { all: [] } }], []))).toEqual([]);
  });

  it("nodes behind the port of a case that never holds, unless another way leads there", () => {
    const cases = [{ id: "b", where: NEVER }];
    expect(told(branch(cases, [["n", "b", "k"]]))).toContain("flow.dead_node @ k");
    expect(
      told(
        branch(cases, [
          ["n", "b", "k"],
          ["n", "else", "k"],
        ]),
      ),
    ).not.toContain("flow.dead_node @ k");
  });
});

describe("a wait that a purchase does not end", () => {
  const selling = (
    settings: object = {},
    wait: object = { duration: "P3D" },
    type = "wait.duration",
    more: object = {},
  ) =>
    flowOf(
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["w", type, wait],
        ["k", "task", task(more)],
      ],
      [
        ["t", "out", "w"],
        ["w", type === "wait.duration" ? "out" : "timeout", "k"],
      ],
      settings,
    );
  const paid = { on: [{ id: "bought", event: "order.paid" }], timeout: "P3D" };

  it("is shown at the wait when something is sold behind it", () => {
    expect(told(selling())).toEqual(["wait.no_purchase_exit @ w"]);
  });
  it.each<[string, unknown]>([
    ["the flow has an exit on a purchase", selling({ exitWhen: [{ on: "order.paid", reason: "bought" }] })],
    ["the wait itself hears of it", selling({}, paid, "wait.event")],
    ["the task asks for orders again", selling({}, undefined, undefined, { where: orders("equal", 0) })],
    ["nothing is sold", selling({}, undefined, undefined, { purpose: "service" })],
  ])("is none when %s", (_, flow) => {
    expect(told(flow)).toEqual([]);
  });
});

describe("loops that hardly rest", () => {
  const loop = (data: object, port: string) =>
    flowOf(
      [
        ["t", "trigger.event", { event: "friend.added" }],
        ["k", "task", task({ purpose: "reply", ...data })],
        ["g", "tag", { add: ["a"] }],
      ],
      [
        ["t", "out", "k"],
        ["k", port, "g"],
        ["g", "out", "k"],
      ],
    );
  it("is not told of a task that may be dropped at once: such a loop is refused", () => {
    expect(told(loop({}, "skipped"))).toEqual([]);
  });
  it("a group send that WeCom refuses", () => {
    expect(told(loop({ channel: "group_send" }, "limit"))).toEqual(["flow.hasty_loop @ k"]);
  });
  it("a wait of seconds, but not one of a day", () => {
    const pause = (duration: string) =>
      flowOf(
        [
          ["t", "trigger.event", { event: "friend.added" }],
          ["w", "wait.duration", { duration }],
          ["g", "tag", { add: ["a"] }],
        ],
        [
          ["t", "out", "w"],
          ["w", "out", "g"],
          ["g", "out", "w"],
        ],
      );
    expect(told(pause("PT30S"))).toEqual(["flow.hasty_loop @ w"]);
    expect(told(pause("P1D"))).toEqual([]);
  });
});

describe("waits beyond the goals", () => {
  const withGoal = (within: string, wait: object) =>
    flowOf(
      [ORDER_PAID, ["w", "wait.event", wait], EXIT],
      [
        ["t", "out", "w"],
        ["w", "timeout", "x"],
      ],
      {
        goals: [
          { id: "soon", on: "message.received", within: "P1D" },
          { id: "order", on: "order.paid", within },
        ],
      },
    );
  const wait = { on: [{ id: "m", event: "message.received" }], timeout: "P30D" };
  it("are those longer than every goal's time", () => {
    expect(told(withGoal("P14D", wait))).toEqual(["wait.beyond_goal @ w"]);
    expect(told(withGoal("P30D", wait))).toEqual([]);
  });
});

describe("the same people in two published flows", () => {
  const flow = (id: string, where: object, event = "friend.added", more: object = {}) =>
    flowOf(
      [
        ["t", "trigger.event", { event, where }],
        ["k", "task", task({ wait: false, outcomes: [], purpose: "service", ...more })],
      ],
      [["t", "out", "k"]],
      {},
      { id, name: `流程 ${id}` },
    );
  const others = (...flows: unknown[]) => ({
    others: flows.flatMap((one) => compileFlow(one, { version: 1 }).compiled?.plan ?? []),
  });

  it("are told with the other flow's name", () => {
    const [problem] = analyseFlow(flow("a", tier("高")), others(flow("b", { all: [] })));
    expect(problem).toMatchObject({ code: "trigger.shared_audience", nodeId: "t" });
    expect(problem?.message.zh).toContain("流程 b");
  });
  it.each<[string, unknown]>([
    ["itself", flow("a", { all: [] })],
    ["another event", flow("b", { all: [] }, "order.paid")],
    ["another audience", flow("b", tier("中"))],
    ["one that leaves out people of this flow", flow("b", { all: [{ not: fact("flows.active", "contains", "a") }] })],
    ["one that only answers", flow("b", { all: [] }, "friend.added", { purpose: "reply" })],
  ])("not with %s", (_, other) => {
    expect(told(flow("a", tier("高")), others(other))).toEqual([]);
  });
});

describe("any input", () => {
  it.each([[null], [1], [{}], [{ schema: "sopflow/flow@1", nodes: 3 }], [flowOf([], [], { timezone: "nowhere" })]])(
    "%j is taken without a word",
    (input) => {
      expect(analyseFlow(input, { contactPolicy })).toEqual([]);
    },
  );
});
