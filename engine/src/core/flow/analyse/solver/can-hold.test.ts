import type { Condition, Where } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canHold, fails, holds } from "./can-hold.js";
import { evaluatorOf, FACTS, WHERE, WORLD } from "./can-hold.testkit.js";

const leaf = (path: string, operator: string, value: unknown, fact = "customer") =>
  ({ fact, path: `$.${path}`, operator, value }) as Condition; // tests write literals of every kind

const possible = (...all: Condition[]) => canHold([holds({ all })], WORLD).possible;

describe("what can never hold", () => {
  it.each<[string, Condition[]]>([
    ["a number above and below", [leaf("orders.count", "greaterThan", 5), leaf("orders.count", "lessThan", 3)]],
    ["no whole number between", [leaf("orders.count", "greaterThan", 2), leaf("orders.count", "lessThan", 3)]],
    ["fewer than none", [leaf("orders.count", "lessThan", 0)]],
    ["two values at once", [leaf("tier", "equal", "高"), leaf("tier", "equal", "核心")]],
    ["a value that the list leaves out", [leaf("tier", "equal", "高"), leaf("tier", "notIn", ["高", "中"])]],
    ["two lists that share nothing", [leaf("tier", "in", ["高"]), leaf("tier", "in", ["核心", "中"])]],
    ["missing and compared", [leaf("tier", "missing", true), leaf("tier", "equal", "高")]],
    ["missing, though always there", [leaf("tags", "missing", true)]],
    ["a tag wanted and refused", [leaf("tags", "contains", "丙"), leaf("tags", "doesNotContain", "丙")]],
    ["two tags of an exclusive group", [leaf("tags", "containsAll", ["甲", "乙"])]],
    [
      "any of what is refused",
      [leaf("tags", "containsAny", ["丙"]), { not: leaf("tags", "containsAny", ["丙", "丁"]) }],
    ],
    ["recent and long ago", [leaf("friendSince", "withinDays", 7), leaf("friendSince", "olderThanDays", 7)]],
    ["before and after", [leaf("friendSince", "before", "2026-03-01"), leaf("friendSince", "after", "2026-02-28")]],
    ["past and to come", [leaf("orders.lastAt", "withinDays", 3), { not: leaf("orders.lastAt", "withinDays", 5) }]],
    ["an eighth weekday", [leaf("weekday", "greaterThan", 7, "now")]],
    ["a time before midnight", [leaf("time", "lessThan", "00:00", "now")]],
    [
      "a property above and below",
      [leaf("props.p", "greaterThan", 5, "event"), leaf("props.p", "lessThan", 5, "event")],
    ],
    ["another event", [leaf("type", "equal", "order.refunded", "event")]],
    [
      "every alternative of a group",
      [
        leaf("orders.count", "equal", 1),
        {
          any: [
            leaf("orders.count", "greaterThan", 3),
            { all: [leaf("tier", "equal", "高"), leaf("orders.count", "missing", true)] },
          ],
        },
      ],
    ],
    [
      "the same comparison of two facts, and not",
      (() => {
        const same: Condition = {
          fact: "customer",
          path: "$.stage",
          operator: "equal",
          value: { fact: "customer", path: "$.name" },
        };
        return [same, { not: { ...same } }];
      })(),
    ],
  ])("%s", (_, all) => {
    expect(possible(...all)).toBe(false);
  });

  it("names the fact that contradicts itself", () => {
    const where: Where = {
      all: [leaf("stage", "equal", "a"), leaf("tier", "equal", "高"), leaf("tier", "equal", "中")],
    };
    expect(canHold([holds(where)], WORLD)).toEqual({ possible: false, clash: [{ fact: "customer", path: "tier" }] });
  });
});

describe("what could hold", () => {
  it.each<[string, Condition[]]>([
    [
      "a text that reads as a number",
      [
        leaf("props.p", "greaterThan", 6, "event"),
        leaf("props.p", "notEqual", 7, "event"),
        leaf("props.p", "lessThan", 8, "event"),
      ],
    ],
    [
      "a number between whole ones",
      [leaf("orders.discountShare", "greaterThan", 0), leaf("orders.discountShare", "lessThan", 1)],
    ],
    [
      "not equal, as missing",
      [leaf("orders.count", "notEqual", 1), { not: leaf("orders.count", "greaterThanInclusive", 0) }],
    ],
    [
      "a date that is missing",
      [
        { not: leaf("friendSince", "withinDays", 7) },
        { not: leaf("friendSince", "olderThanDays", 7) },
        { not: leaf("friendSince", "inNextDays", 7) },
      ],
    ],
    ["an open tag beside one of an exclusive group", [leaf("tags", "containsAll", ["甲", "丙"])]],
  ])("%s", (_, all) => {
    expect(possible(...all)).toBe(true);
  });

  it("says nothing of a question with too many alternatives", () => {
    // Seven values for six attributes: impossible, but only seen by trying them all.
    const numbers = [0, 1, 2, 3, 4, 5];
    const wide = [...numbers, 6].map(
      (i): Condition => ({ any: numbers.map((n) => leaf(`attributes.a${n}`, "equal", i)) }),
    );
    expect(possible(...wide)).toBe(true);
  });
});

describe("proofs", () => {
  it("nothing that the evaluator finds true is called impossible", () => {
    fc.assert(
      fc.property(WHERE, fc.array(FACTS, { minLength: 10, maxLength: 20 }), (where, some) => {
        const test = evaluatorOf(where);
        const canBeTrue = canHold([holds(where)], WORLD).possible;
        const canBeFalse = canHold([fails(where)], WORLD).possible;
        for (const facts of some) expect(test(facts) ? canBeTrue : canBeFalse).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it("a condition with another that fails: an order of cases is judged as it would run", () => {
    fc.assert(
      fc.property(WHERE, WHERE, fc.array(FACTS, { minLength: 10, maxLength: 20 }), (first, second, some) => {
        const reachable = canHold([holds(second), fails(first)], WORLD).possible;
        const [isFirst, isSecond] = [evaluatorOf(first), evaluatorOf(second)];
        for (const facts of some) if (isSecond(facts) && !isFirst(facts)) expect(reachable).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
