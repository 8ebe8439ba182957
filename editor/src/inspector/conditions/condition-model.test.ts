import type { Condition, FactInfo, Where } from "@sopflow/schemas";
import { lookUpFact, OPERATORS, type OperatorName, whereSchema } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildGroup,
  firstOperator,
  fitValue,
  GROUP_MODES,
  isGroup,
  operatorsFor,
  valueShape,
  viewGroup,
} from "./condition-model.js";

const leaf = (value: number): Condition => ({ fact: "customer", path: "$.orders.count", operator: "equal", value });
const info = (path: string): FactInfo | undefined => lookUpFact("customer", path);

describe("groups", () => {
  it("come back as they were built, in every mode", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GROUP_MODES),
        fc.array(fc.integer(), { minLength: 1, maxLength: 4 }),
        (mode, values) => {
          const group = buildGroup(mode, values.map(leaf));
          const view = viewGroup(group);
          expect([view.mode, view.items]).toEqual([mode, values.map(leaf)]);
          expect(whereSchema.safeParse(group).success).toBe(true);
          view.items.forEach((item, i) => {
            const found = view.pathOf(i).reduce<unknown>((at, key) => Object(at)[key], group);
            expect(found).toEqual(item);
          });
        },
      ),
    );
  });
  it("without items are the condition that always holds, because an empty `any` is refused", () => {
    for (const mode of GROUP_MODES) expect(buildGroup(mode, [])).toEqual({ all: [] });
  });
  it("show a plain `not` as none of one", () => {
    const where: Where = { not: leaf(1) };
    expect(viewGroup(where)).toMatchObject({ mode: "none", items: [leaf(1)] });
    expect(isGroup(leaf(1))).toBe(false);
  });
});

describe("operators and values", () => {
  it.each([
    ["tags", "contains", ""],
    ["orders.count", "greaterThanInclusive", 1],
    ["friendSince", "withinDays", 7],
    ["bound", "equal", true],
    ["tier", "equal", "普通"],
  ])("a first comparison of %s is sound", (path, operator, value) => {
    expect([firstOperator(info(path)), fitValue("", operator, info(path))]).toEqual([operator, value]);
  });
  it("only those that go with the fact are offered", () => {
    expect(operatorsFor(info("tags"))).toEqual(expect.arrayContaining(["contains", "containsAny", "exists"]));
    expect(operatorsFor(info("tags"))).not.toContain("greaterThan");
    expect(operatorsFor(lookUpFact("now", "time"))).toContain("lessThan");
  });
  it("a value is kept where the next operator can use it", () => {
    expect(fitValue("高", "in", info("tier"))).toEqual(["高"]);
    expect(fitValue(["高", "核心"], "equal", info("tier"))).toBe("高");
    expect(fitValue("高", "exists", info("tier"))).toBe(true);
    expect(fitValue(3, "withinDays", info("friendSince"))).toBe(3);
    expect(fitValue({ fact: "now", path: "$.date" }, "before", info("friendSince"))).toEqual({
      fact: "now",
      path: "$.date",
    });
  });
  it("whatever fact and operators follow each other, the comparison keeps a sound shape", () => {
    const paths = [
      "tags",
      "orders.count",
      "friendSince",
      "bound",
      "tier",
      "attributes.x",
      "name",
      "orders.discountShare",
    ];
    const names = Object.keys(OPERATORS) as OperatorName[]; // keys of the table itself
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 6 }),
        (path, steps) => {
          let value = fitValue("", firstOperator(info(path)), info(path));
          for (const operator of steps) {
            value = fitValue(value, operator, info(path));
            const where = { all: [{ fact: "customer", path: `$.${path}`, operator, value }] };
            expect(whereSchema.safeParse(where).error).toBeUndefined();
          }
        },
      ),
    );
  });
});

it("an operator that asks for each of several values takes a list", () => {
  expect(valueShape("someValue:equal", undefined).kind).toBe("many");
  expect(valueShape("not:equal", undefined).kind).toBe("one");
});
