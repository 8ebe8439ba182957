import { type ConditionLeaf, checkConditionShape, type Where } from "@sopflow/schemas";
import { Engine, type TopLevelCondition } from "json-rules-engine";
import { describe, expect, test } from "vitest";
import { someFacts, someRule } from "../core/rules/facts.testkit.js";
import { compileRules, type Facts, type JsonRule } from "../core/rules/index.js";
import { evaluateReference } from "./reference-evaluator.js";

/** The answer on which the compiled evaluator, the reference and the untouched library agree. */
async function answer(where: Where, facts: Facts): Promise<boolean> {
  const rules = [someRule(where)];
  const compiled = compileRules(rules).all.some((one) => one.matches(facts));
  for (const paths of ["dotted", "jsonpath"] as const) {
    for (const operators of ["total", "original"] as const) {
      const reference = await evaluateReference(rules, facts, { paths, operators });
      expect({ paths, operators, result: reference.length === 1 }).toEqual({ paths, operators, result: compiled });
    }
  }
  return compiled;
}

const leaf = (operator: string, value: ConditionLeaf["value"], path = "$.x"): ConditionLeaf => ({
  fact: "customer",
  path,
  operator,
  value,
});
const compare = (left: unknown, operator: string, value: ConditionLeaf["value"]) =>
  answer({ all: [leaf(operator, value)] }, someFacts({ customer: { x: left } }));
const compareMissing = (operator: string, value: ConditionLeaf["value"]) =>
  answer({ all: [leaf(operator, value)] }, someFacts());

describe("copied: a missing fact", () => {
  test.each(["equal", "lessThan", "lessThanInclusive", "greaterThan", "greaterThanInclusive", "contains"])(
    "%s is false",
    async (operator) => expect(await compareMissing(operator, 5)).toBe(false),
  );
  test("doesNotContain is false", async () => expect(await compareMissing("doesNotContain", 5)).toBe(false));
  test("notEqual is true", async () => expect(await compareMissing("notEqual", 5)).toBe(true));
  test("in is false and notIn is true", async () => {
    expect(await compareMissing("in", [5])).toBe(false);
    expect(await compareMissing("notIn", [5])).toBe(true);
  });
  test("not:contains, not:lessThan and a not around contains are true", async () => {
    expect(await compareMissing("not:contains", 5)).toBe(true);
    expect(await compareMissing("not:lessThan", 5)).toBe(true);
    expect(await answer({ not: leaf("contains", 5) }, someFacts())).toBe(true);
  });
  test("a fact that nobody defines reads as one given as undefined", async () => {
    const where: Where = { all: [{ fact: "nobody", path: "$.x", operator: "notEqual", value: 1 }] };
    expect(await answer(where, someFacts())).toBe(true);
    expect(await answer({ all: [{ fact: "event", operator: "notEqual", value: 1 }] }, someFacts())).toBe(true);
  });
});

describe("copied: comparisons as JavaScript makes them", () => {
  test("null equals null and is less than nothing", async () => {
    expect(await compare(null, "equal", null)).toBe(true);
    expect(await compare(null, "lessThan", 5)).toBe(false);
  });
  test("equal is strict: texts are no numbers, lists and NaN equal nothing", async () => {
    expect(await compare("1", "equal", 1)).toBe(false);
    expect(await compare(["a"], "equal", ["a"])).toBe(false);
    expect(await compare(Number.NaN, "equal", Number.NaN)).toBe(false);
  });
  test("a list of the rule never equals a list, even the very same one", async () => {
    const list = ["a"];
    expect(await compare(list, "equal", list)).toBe(false);
    expect(await compare(list, "notEqual", list)).toBe(true);
  });
  test("a list equals itself when both sides are facts", async () => {
    expect(await compare(["a"], "equal", { fact: "customer", path: "$.x" })).toBe(true);
  });
  test('"1000" is less than "500" as text and more than 500 as number', async () => {
    expect(await compare("1000", "lessThan", "500")).toBe(true);
    expect(await compare("1000", "greaterThan", 500)).toBe(true);
  });
  test('"600abc" and a Date object are neither more nor less', async () => {
    expect(await compare("600abc", "greaterThan", 500)).toBe(false);
    expect(await compare("600abc", "lessThan", 500)).toBe(false);
    expect(await compare(new Date(0), "lessThan", 500)).toBe(false);
  });
  test("[600] and 600n are more than 500", async () => {
    expect(await compare([600], "greaterThan", 500)).toBe(true);
    expect(await compare(600n, "greaterThan", 500)).toBe(true);
  });
  test("ISO texts are ordered letter by letter", async () => {
    expect(await compare("2026-01-02", "lessThan", "2026-01-10")).toBe(true);
  });
  test("contains looks into lists only, in finds a part of a text", async () => {
    expect(await compare("cat", "contains", "a")).toBe(false);
    expect(await compare("a", "in", "cat")).toBe(true);
    expect(await compare("a", "notIn", "cat")).toBe(false);
  });
});

describe("copied: paths and groups", () => {
  test("a path is skipped when the fact is no object", async () => {
    const where: Where = { all: [leaf("equal", "str", "$.a")] };
    expect(await answer(where, someFacts({ customer: "str" }))).toBe(true);
    expect(await answer({ all: [leaf("equal", null, "$.a.b")] }, someFacts({ customer: null }))).toBe(true);
  });
  test("length of a list and of a text is a path, though not of the empty text", async () => {
    const facts = someFacts({ customer: { list: [1, 2], text: "abc", empty: "" } });
    expect(await answer({ all: [leaf("equal", 2, "$.list.length")] }, facts)).toBe(true);
    expect(await answer({ all: [leaf("equal", 3, "$.text.length")] }, facts)).toBe(true);
    expect(await answer({ all: [leaf("equal", 0, "$.empty.length")] }, facts)).toBe(false);
    expect(await answer({ all: [leaf("equal", 2, "$.list.1")] }, facts)).toBe(true);
  });
  test("nothing that objects inherit can be reached", async () => {
    for (const path of ["$.constructor", "$.constructor.name", "$.__proto__", "$.toString", "$.list.map.length"]) {
      const facts = someFacts({ customer: { list: [1] } });
      expect(await answer({ all: [leaf("exists", true, path)] }, facts)).toBe(false);
    }
  });
  test("the empty all is true", async () => expect(await answer({ all: [] }, someFacts())).toBe(true));
});

describe("copied: decorators", () => {
  test("everyFact is true on the empty list, someFact is not", async () => {
    expect(await compare([], "everyFact:equal", 1)).toBe(true);
    expect(await compare([], "someFact:equal", 1)).toBe(false);
    expect(await compare("x", "everyFact:equal", "x")).toBe(false);
  });
  test("someValue and everyValue walk the value", async () => {
    expect(await compare(5, "someValue:greaterThan", [9, 4])).toBe(true);
    expect(await compare(5, "everyValue:greaterThan", [9, 4])).toBe(false);
  });
  test("swap exchanges the sides and not inverts", async () => {
    expect(await compare("a", "swap:contains", ["a", "b"])).toBe(true);
    expect(await compare(5, "not:equal", 6)).toBe(true);
  });
  test("they stack, outermost first", async () => {
    expect(await compare(["a", "z"], "someFact:not:in", ["a", "b"])).toBe(true);
    expect(await compare(["a", "z"], "not:someFact:in", ["a", "b"])).toBe(false);
  });
});

describe("made total: where the library throws, the answer is false and other rules go on", () => {
  const other = someRule({ all: [] }, { name: "other", priority: 9 });
  const cases: [string, unknown, string, ConditionLeaf["value"]][] = [
    ["in with a null value", "a", "in", null],
    ["notIn with a null value", "a", "notIn", null],
    ["in with a missing reference", "a", "in", { fact: "event", path: "$.no" }],
    ["someValue with a value that is no list", "a", "someValue:equal", "a"],
    ["everyValue with a value that is no list", "a", "everyValue:equal", "a"],
    ["an ordering of an object without text", { toString: 1, valueOf: 1 }, "lessThan", 5],
    ["a text searched for an object without text", { toString: 1, valueOf: 1 }, "in", "cat"],
  ];
  test.each(cases)("%s", async (_, left, operator, value) => {
    const rules = [someRule({ all: [leaf(operator, value)] }), other];
    const facts = someFacts({ customer: { x: left } });
    await expect(evaluateReference(rules, facts, { operators: "original" })).rejects.toThrow();
    expect(await evaluateReference(rules, facts)).toEqual(["other"]);
    const compiled = compileRules(rules).all.filter((one) => one.matches(facts));
    expect(compiled.map((one) => one.rule.name)).toEqual(["other"]);
  });
});

describe("forbidden: what is dangerous in the library never passes validation", () => {
  const problems = (root: unknown) => {
    const found: string[] = [];
    checkConditionShape(root, (_, code) => found.push(code));
    return found;
  };
  /** What an untouched engine makes of it. */
  const library = async (conditions: unknown, facts: Record<string, unknown> = {}) => {
    const event = { type: "advance" };
    const engine = new Engine([{ conditions: conditions as TopLevelCondition, event }]); // wrong on purpose
    return (await engine.run(facts)).results.length === 1;
  };
  const no = { fact: "x", operator: "equal", value: "no" };

  test("an empty any, which would be true", async () => {
    expect(await library({ any: [] })).toBe(true);
    expect(problems({ any: [] })).toEqual(["condition.empty_any"]);
  });
  test("any beside all, of which all would be ignored", async () => {
    const both = { any: [{ ...no, value: "yes" }], all: [no] };
    expect(await library(both, { x: "yes" })).toBe(true);
    expect(problems(both)).toEqual(["condition.several_groups"]);
  });
  test("named conditions, which can be circular", () => {
    expect(problems({ condition: "me" })).toEqual(["condition.root_not_group"]);
    expect(problems({ all: [{ condition: "me" }] })).toContain("condition.unknown_key");
    expect(problems({ not: { condition: "missing" } })).toContain("condition.unknown_key");
  });
  test("nesting beyond the limit, which would exhaust the stack", () => {
    let deep: unknown = no;
    for (let i = 0; i < 5_000; i++) deep = { not: deep };
    expect(problems(deep)).toContain("condition.too_deep");
  });
  test("unknown operators, decorators and keys, which would fail only when the rule runs", async () => {
    await expect(library({ all: [{ ...no, operator: "nope" }] }, { x: 1 })).rejects.toThrow("Unknown operator");
    expect(problems({ all: [{ ...no, operator: "nope" }] })).toEqual(["condition.unknown_operator"]);
    expect(problems({ all: [{ ...no, operator: "maybe:equal" }] })).toEqual(["condition.unknown_operator"]);
    expect(problems({ all: [{ ...no, priority: "7" }] })).toEqual(["condition.unknown_key"]);
    expect(problems({ all: [no], event: {} })).toEqual(["condition.unknown_key"]);
  });
  test("a fact without a name, which throws", () => {
    expect(problems({ all: [{ ...no, fact: "" }] })).toEqual(["condition.fact_missing"]);
  });
  test.each(["$.items[*].p", "$..p", "$[?(@.p>1)]", "$.a.constructor('x')", "p"])("the path %s", (path) => {
    expect(problems({ all: [{ ...no, path }] })).toEqual(["condition.bad_path"]);
  });
  test("values of other shapes", () => {
    expect(problems({ all: [{ ...no, value: { nested: 1 } }] })).toEqual(["condition.bad_value"]);
    expect(problems({ all: [{ ...no, value: [[1]] }] })).toEqual(["condition.bad_value"]);
    expect(problems({ all: [{ ...no, value: undefined }] })).toEqual(["condition.bad_value"]);
  });
});

describe("avoided: overlapping runs", () => {
  /** Rules of two priorities, the higher one waiting for a dynamic fact. */
  const rules: JsonRule[] = [
    someRule({ all: [{ fact: "bucket", operator: "lessThan", value: 5 }] }, { name: "high", priority: 2 }),
    someRule({ all: [{ fact: "bucket", operator: "lessThan", value: 5 }] }, { name: "low", priority: 1 }),
  ];

  test("one shared engine loses rules of lower priority without a word", async () => {
    const engine = new Engine(rules);
    let release: (bucket: number) => void = () => undefined;
    const held = new Promise<number>((resolve) => {
      release = resolve;
    });
    const values: (number | Promise<number>)[] = [held]; // only the first run has to wait
    engine.addFact("bucket", () => values.pop() ?? 0);
    const first = engine.run();
    const second = await engine.run();
    release(0);
    expect(second.results).toHaveLength(2);
    expect((await first).results.map(({ name }) => name)).toEqual(["high"]);
  });

  test("the reference evaluator has an engine for each call and loses none", async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => evaluateReference(rules, someFacts())));
    expect(all.every((names) => names.join() === "high,low")).toBe(true);
  });

  test("names come in order of priority, and of definition within one", async () => {
    const at = (name: string, priority: number, where: Where = { all: [] }) => someRule(where, { name, priority });
    const deep: Where = { all: [{ all: [{ all: [{ all: [] }, { all: [] }] }, { all: [] }] }, { all: [] }] };
    const names = await evaluateReference([at("c", 1), at("deep", 3, deep), at("flat", 3), at("b", 2)], someFacts());
    expect(names).toEqual(["deep", "flat", "b", "c"]);
  });
});
