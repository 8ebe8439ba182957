import { FLOW_SCHEMA, type FlowFile, flowSchema } from "@sopflow/schemas";
import * as fc from "fast-check";
import { Engine } from "json-rules-engine";
import { describe, expect, it } from "vitest";
import { FLOW_TEMPLATES } from "../library/index.js";
import { canonicalJson } from "./canonical-json.js";
import { compileFlow } from "./compile-flow.js";
import { compiled, EXIT, flowOf, flowWith, ORDER_PAID, SECOND_ORDER, TASK } from "./flow.testkit.js";
import { loadProgram } from "./load-program.js";

const templates = FLOW_TEMPLATES.map((template) => [template.id, template.file] as const);
const rulesOf = (flow: unknown) =>
  compiled(flow).rules.map((rule) => `${rule.name} ${rule.priority} → ${rule.event.params.to ?? "end"}`);

/** The same data with the keys of every object in another order. */
function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => shuffled(item, random));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [random(), key, shuffled(item, random)] as const);
  return Object.fromEntries(entries.sort((a, b) => a[0] - b[0]).map(([, key, item]) => [key, item]));
}

describe("compileFlow", () => {
  it("compiles the second-order flow to four rules", () => {
    expect(rulesOf(SECOND_ORDER)).toEqual([
      "second-order-14d@1/t/enroll 1 → w",
      "second-order-14d@1/w/matched 1 → x",
      "second-order-14d@1/w/timeout 1 → k",
      "second-order-14d@1/k/out 1 → end",
    ]);
    const { plan, hash } = compiled(SECOND_ORDER);
    expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(plan.triggers).toEqual(["t"]);
    expect(plan.nodes.w?.next).toEqual({ matched: "x", timeout: "k" });
    expect(plan.nodes.k?.data).toMatchObject({ scripts: [{ id: "script", text: "您好" }], expireIn: "P3D" });
    expect(plan.nodes.k).not.toHaveProperty("position");
  });

  it("writes position, input and the event's type before what the author wrote", () => {
    expect(compiled(SECOND_ORDER).rules[0]).toEqual({
      name: "second-order-14d@1/t/enroll",
      priority: 1,
      conditions: {
        all: [
          { fact: "position", operator: "equal", value: "second-order-14d@1/t" },
          { fact: "input", operator: "equal", value: "event" },
          { fact: "event", path: "$.type", operator: "equal", value: "order.paid" },
          { fact: "customer", path: "$.orders.count", operator: "equal", value: 1 },
        ],
      },
      event: { type: "enroll", params: { from: "t", port: "out", to: "w" } },
    });
  });

  it("gives priorities that are distinct for each position and input, first case highest", () => {
    const where = { all: [] };
    const flow = flowWith("branch", {
      cases: [
        { id: "a", where },
        { id: "b", where },
      ],
    });
    expect(rulesOf(flow).slice(1)).toEqual(["f@1/n/a 3 → end", "f@1/n/b 2 → end", "f@1/n/else 1 → end"]);
    expect(rulesOf(flowWith("wait.condition", { where, timeout: "P1D" })).slice(1)).toEqual([
      "f@1/n/met:arrive 1 → end",
      "f@1/n/met:event 1 → end",
      "f@1/n/timeout 1 → end",
    ]);
  });

  it("adds exits, goals and cancellations as rules of the whole flow", () => {
    const rule = { on: "order.paid", reason: "bought" };
    const flow = flowWith(
      "task",
      { title: "t", script: "s", cancelOn: [rule] },
      { exitWhen: [rule, { ...rule, reason: "again" }], goals: [{ id: "g", on: "order.paid", within: "P14D" }] },
    );
    const rules = compiled(flow).rules.slice(-4);
    expect(rules.map(({ name, priority, event }) => [name, priority, event])).toEqual([
      ["f@1/n/cancel:1", 1, { type: "cancel", params: { node: "n", reason: "bought" } }],
      ["f@1/exit:1", 2, { type: "exit", params: { index: 0, reason: "bought" } }],
      ["f@1/exit:2", 1, { type: "exit", params: { index: 1, reason: "again" } }],
      ["f@1/goal:g", 1, { type: "goal", params: { goal: "g", within: "P14D" } }],
    ]);
    const { ruleSet } = loadProgram(compiled(flow));
    expect(ruleSet.exits("order.paid")).toHaveLength(2);
    expect(ruleSet.goals("order.paid")).toHaveLength(1);
    expect(ruleSet.cancels("order.paid")).toHaveLength(1);
    expect(ruleSet.exits("order.refunded")).toHaveLength(0);
  });

  it("names the slot whose task an event cancels", () => {
    const slot = { id: "s1", title: "t", script: "s", day: 1, time: "09:00" };
    const slots = [{ ...slot, cancelOn: [{ on: "order.paid", reason: "bought" }] }];
    const rule = compiled(flowWith("campaign.rhythm", { day1: "entry", slots })).rules.at(-1);
    expect(rule?.event).toEqual({ type: "cancel", params: { node: "n", slot: "s1", reason: "bought" } });
  });

  it("splits the 10,000 buckets by weight, without gap or overlap", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 20 }), (weights) => {
        fc.pre(weights.some((weight) => weight > 0));
        const variants = weights.map((weight, i) => ({ id: `v${i}`, weight }));
        const rules = compiled(flowWith("split", { variants })).rules.slice(1);
        const borders = rules.map((rule) =>
          "all" in rule.conditions
            ? rule.conditions.all.slice(2).map((leaf) => ("value" in leaf ? leaf.value : -1))
            : [],
        );
        expect(borders[0]?.[0]).toBe(0);
        expect(borders.at(-1)?.[1]).toBe(10_000);
        for (const [i, border] of borders.entries()) if (i > 0) expect(border[0]).toBe(borders[i - 1]?.[1]);
      }),
      { numRuns: 50 },
    );
  });

  it("names the experiment of every bucket: that of the author, else of flow and node, else of the flow", () => {
    const bucket = { fact: "bucket", operator: "lessThan", value: 100 };
    const exitWhen = [{ on: "order.paid", where: { all: [bucket] }, reason: "r" }];
    const where = { any: [bucket, { ...bucket, params: { experiment: "mine" } }] };
    const text = JSON.stringify(compiled(flowWith("branch", { cases: [{ id: "a", where }] }, { exitWhen })));
    expect([...text.matchAll(/"experiment":"([^"]+)"/g)].map((match) => match[1]).sort()).toEqual(
      ["f", "f", "f/n", "f/n", "mine", "mine"], // in the rules and in the plan
    );
  });

  it("adds that a fact used as value exists", () => {
    const value = { fact: "customer", path: "$.orders.lastAt" };
    const leaf = { fact: "customer", path: "$.friendSince", operator: "before", value };
    const flow = flowWith("branch", { cases: [{ id: "a", where: { any: [leaf] } }] });
    expect(compiled(flow).rules[1]?.conditions).toMatchObject({
      all: [{}, {}, { any: [{ all: [{ ...value, operator: "exists", value: true }, leaf] }] }],
    });
  });

  it("passes everybody through a disabled node and nobody into a disabled trigger", () => {
    const off = { disabled: true };
    const flow = flowOf(
      [
        ORDER_PAID,
        ["u", "trigger.audience", { where: { all: [] } }, off],
        ["w", "wait.duration", { duration: "P1D" }, off],
        EXIT,
      ],
      [
        ["t", "out", "w"],
        ["u", "out", "w"],
        ["w", "out", "x"],
      ],
    );
    const { rules, plan } = compiled(flow);
    expect(plan.triggers).toEqual(["t"]);
    expect(rules.map((rule) => rule.name)).toEqual(["f@1/t/enroll", "f@1/w/out"]);
    expect(JSON.stringify(rules[1]?.conditions)).toContain('"arrive"');
  });

  it("sorts campaign slots by day and time", () => {
    const slot = (id: string, day: number, time: string) => ({ id, day, time, title: "t", script: "s" });
    const slots = [slot("c", 2, "09:00"), slot("b", 1, "20:00"), slot("a", 1, "09:30")];
    const { plan } = compiled(flowWith("campaign.rhythm", { day1: "entry", slots }));
    expect(plan.nodes.n?.data).toMatchObject({ slots: [{ id: "a" }, { id: "b" }, { id: "c" }] });
  });
});

describe("the compiled bytes", () => {
  const bytes = (flow: unknown) => {
    const result = compiled(flow);
    return [result.hash, JSON.stringify(result)];
  };

  it.each([["second-order", SECOND_ORDER] as const, ...templates])(
    "of %s do not depend on the order of keys",
    (_id, flow) => {
      const expected = bytes(flow);
      fc.assert(
        fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (stream) => {
          const random = () => stream.next().value;
          expect(bytes(shuffled(flow, random))).toEqual(expected);
        }),
        { numRuns: 10 },
      );
    },
  );

  it.each(templates)("of %s are the same with defaults written out", (_id, flow) => {
    expect(bytes(flowSchema.parse(flow))).toEqual(bytes(flow));
  });

  it("do not depend on the canvas, and change with anything that matters", () => {
    const [hash] = bytes(SECOND_ORDER);
    const moved = {
      ...SECOND_ORDER,
      nodes: SECOND_ORDER.nodes.map((n) => ({ ...n, position: { x: 9, y: 9 }, note: "n" })),
    };
    expect(bytes(moved)[0]).toBe(hash);
    expect(bytes({ ...SECOND_ORDER, settings: { priority: 51 } })[0]).not.toBe(hash);
    expect(compileFlow(SECOND_ORDER, { version: 2 }).compiled?.hash).not.toBe(hash);
  });

  it("survive a trip through JSON", () => {
    const result = compiled(SECOND_ORDER);
    expect(canonicalJson(JSON.parse(JSON.stringify(result)))).toBe(canonicalJson(result));
  });

  it("hold no clock and no chance: the hash of a known flow is known", () => {
    expect(compiled(SECOND_ORDER).hash).toBe("sha256:3fc6cf8acdf2dcc57f2c47f75bdcb4269e40c8fb7958560222c81ec80c890696");
  });
});

describe("json-rules-engine", () => {
  it.each([["second-order", SECOND_ORDER] as const, ...templates])(
    "takes the rules of %s unchanged",
    async (_id, flow) => {
      const { rules, plan } = compiled(flow);
      const engine = new Engine([...rules], { allowUndefinedFacts: true });
      for (const name of ["exists", "missing"])
        engine.addOperator(name, (fact) => (fact !== undefined) === (name === "exists"));
      for (const name of [
        "containsAny",
        "containsAll",
        "startsWith",
        "before",
        "after",
        "withinDays",
        "olderThanDays",
        "inNextDays",
        "anniversaryInDays",
      ]) {
        engine.addOperator(name, () => false);
      }
      const facts = { position: `${plan.flowId}@1/nowhere`, input: "event", event: { type: "none" }, customer: {} };
      engine.addFact("bucket", 0);
      expect((await engine.run(facts)).events).toEqual([]);
    },
  );

  it("decides as the program does", async () => {
    const { rules } = compiled(SECOND_ORDER);
    const run = async (facts: Record<string, unknown>) =>
      (await new Engine([...rules], { allowUndefinedFacts: true }).run(facts)).events;
    const facts = { position: "second-order-14d@1/w", input: "event", event: { type: "order.paid" }, customer: {} };
    expect(await run(facts)).toEqual([{ type: "advance", params: { from: "w", port: "matched", to: "x" } }]);
    const { ruleSet } = loadProgram(compiled(SECOND_ORDER));
    expect(ruleSet.onEvent("second-order-14d@1/w", "order.paid").map(({ rule }) => rule.name)).toEqual([
      "second-order-14d@1/w/matched",
    ]);
    expect(ruleSet.entry("order.paid")).toHaveLength(1);
    expect(ruleSet.at("second-order-14d@1/w", "timer")).toHaveLength(1);
  });
});

it("compiles a flow of 500 nodes", () => {
  const nodes = Array.from({ length: 498 }, (_, i) => [`n${i}`, "tag", { add: [`t${i}`] }] as const);
  const edges = nodes.slice(1).map(([id], i) => [`n${i}`, "out", id] as const);
  const flow = flowOf([ORDER_PAID, ...nodes, TASK], [["t", "out", "n0"], ...edges, ["n497", "out", "k"]]);
  expect(compiled(flow).rules).toHaveLength(500);
});

it("refuses a newer file before it looks any further", () => {
  const flow: FlowFile = { ...SECOND_ORDER, nodes: [] };
  expect(FLOW_SCHEMA).toBe("sopflow/flow@1");
  expect(compileFlow({ ...flow, schema: "sopflow/flow@2" }, { version: 1 }).diagnostics.map((d) => d.code)).toEqual([
    "flow.schema_version",
  ]);
});
