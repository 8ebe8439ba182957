import { describe, expect, test } from "vitest";
import { compares } from "./facts.testkit.js";

describe("list operators", () => {
  test("containsAny holds when one element is shared, containsAll when none is missing", () => {
    expect(compares(["a", "b"], "containsAny", ["b", "c"])).toBe(true);
    expect(compares(["a", "b"], "containsAny", ["c"])).toBe(false);
    expect(compares(["a", "b"], "containsAll", ["b", "a"])).toBe(true);
    expect(compares(["a", "b"], "containsAll", ["a", "c"])).toBe(false);
    expect(compares(["a"], "containsAny", [])).toBe(false);
    expect(compares(["a"], "containsAll", [])).toBe(true);
  });

  test.each([undefined, null, "ab", 5, {}])("%j is no list and contains nothing", (left) => {
    expect(compares(left, "containsAny", ["a"])).toBe(false);
    expect(compares(left, "containsAll", [])).toBe(false);
    expect(compares(["a"], "containsAll", "a")).toBe(false);
  });
});

describe("exists and missing", () => {
  test.each([undefined, null])("%j is missing", (left) => {
    expect(compares(left, "exists", true)).toBe(false);
    expect(compares(left, "missing", true)).toBe(true);
  });

  test.each([0, "", false, [], {}, Number.NaN])("%j exists", (left) => {
    expect(compares(left, "exists", true)).toBe(true);
    expect(compares(left, "missing", true)).toBe(false);
  });

  test("a built-in method of the data is no value", () => {
    for (const path of ["$.toString", "$.tags.map", "$.name.trim", "$.constructor", "$.__proto__.x"]) {
      const customer = { tags: ["a"], name: "n" };
      expect(compares(customer, "exists", { fact: "customer", path }, { customer })).toBe(false);
    }
  });
});

test("startsWith compares texts only", () => {
  expect(compares("13800", "startsWith", "138")).toBe(true);
  expect(compares("0138", "startsWith", "138")).toBe(false);
  expect(compares(13800, "startsWith", "138")).toBe(false);
  expect(compares("13800", "startsWith", 138)).toBe(false);
});

test("a long list of a rule is searched like a short one", () => {
  const long = ["a", "b", "c", "d", "e", "f", "g", "h", 1, 2];
  expect(compares("h", "in", long)).toBe(true);
  expect(compares("1", "in", long)).toBe(false);
  expect(compares("z", "notIn", long)).toBe(true);
  expect(compares(undefined, "notIn", long)).toBe(true);
  expect(compares(2, "notIn", long)).toBe(false);
});

test("what JSON can hold and JavaScript cannot turn into text or number compares as false", () => {
  const odd = { toString: 1, valueOf: 1 };
  for (const operator of ["lessThan", "greaterThanInclusive", "in", "swap:in"]) {
    expect(compares(odd, operator, "5")).toBe(false);
    expect(compares([odd], operator, 5)).toBe(false);
  }
});
