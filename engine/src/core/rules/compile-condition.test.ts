import type { Condition, Where } from "@sopflow/schemas";
import { describe, expect, test } from "vitest";
import { compileCondition } from "./compile-condition.js";
import { someFacts } from "./facts.testkit.js";
import { RuleCompileError } from "./rule-compile-error.js";

const is = (value: number): Condition => ({ fact: "customer", path: "$.n", operator: "equal", value });
const holds = (where: Where, n: number) => compileCondition(where)(someFacts({ customer: { n } }));

describe("groups", () => {
  test.each([0, 1, 2, 3, 4, 5, 9])("all and any of %i conditions look at each of them", (size) => {
    const parts = Array.from({ length: size }, (_, i) => is(i));
    for (let n = 0; n < size; n++) {
      expect(holds({ any: parts }, n)).toBe(true);
      const allButOne = parts.map((part, i) => (i === n ? part : ({ not: part } satisfies Condition)));
      expect(holds({ all: allButOne }, n)).toBe(true);
      expect(holds({ all: allButOne }, size)).toBe(false);
    }
    if (size > 0) expect(holds({ any: parts }, size)).toBe(false);
  });

  test("the empty all is true and not inverts", () => {
    expect(holds({ all: [] }, 1)).toBe(true);
    expect(holds({ not: { all: [] } }, 1)).toBe(false);
  });
});

describe("facts", () => {
  test("lazy facts are read through their getters, and only where a condition asks", () => {
    let reads = 0;
    class Customer {
      get orders() {
        reads++;
        return { count: 3 };
      }
      get costly(): never {
        throw new Error("nobody asked");
      }
    }
    const test = compileCondition({
      all: [{ fact: "customer", path: "$.orders.count", operator: "greaterThan", value: 2 }],
    });
    expect(test(someFacts({ customer: new Customer() }))).toBe(true);
    expect(reads).toBe(1);
  });

  test("the bucket is asked for its experiment, or without one", () => {
    const bucket = (experiment?: string) => (experiment === "words" ? 10 : 20);
    const leaf = (value: number, params?: { experiment: string }): Where => ({
      all: [{ fact: "bucket", operator: "equal", value, ...(params && { params }) }],
    });
    expect(compileCondition(leaf(10, { experiment: "words" }))(someFacts({ bucket }))).toBe(true);
    expect(compileCondition(leaf(20))(someFacts({ bucket }))).toBe(true);
  });

  test("logical time and zone are no facts", () => {
    const where: Where = { all: [{ fact: "at", operator: "exists", value: true }] };
    expect(compileCondition(where)(someFacts())).toBe(false);
  });
});

describe("what validation refuses is refused here too", () => {
  test.each(["equals", "maybe:equal", "not:before", "constructor", "toString"])("operator %s", (operator) => {
    const where: Where = { all: [{ fact: "customer", operator, value: 1 }] };
    expect(() => compileCondition(where)).toThrow(RuleCompileError);
  });

  test.each(["$..n", "$.items[*].p", "n", "$.a[?(@.b)]", "$"])("path %s", (path) => {
    const where: Where = { all: [{ fact: "customer", path, operator: "equal", value: 1 }] };
    expect(() => compileCondition(where)).toThrow(RuleCompileError);
  });

  test("nesting that would exhaust the stack", () => {
    let deep: Where = { all: [] };
    for (let i = 0; i < 50_000; i++) deep = { not: deep };
    expect(() => compileCondition(deep)).toThrow(RuleCompileError);
  });
});
