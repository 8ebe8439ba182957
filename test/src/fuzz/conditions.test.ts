import { evaluateReference } from "@sopflow/engine";
import { boundaryCases, compileFlow, compileRules, type Facts } from "@sopflow/engine/core";
import { checkConditionShape, ERROR_CODES, type Where } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowWhere } from "../../../engine/src/core/flow/flow.testkit.js";
import { someRule } from "../../../engine/src/core/rules/facts.testkit.js";
import { expectDiagnostics } from "./checked-problems.js";
import { holds } from "./hold.js";
import { hostileJson, mutated, nudged } from "./hostile-values.js";

const MOMENT = { at: Date.UTC(2026, 4, 20, 4), zone: "Asia/Shanghai" };
const GOOD: readonly Where[] = [
  {
    all: [
      { fact: "customer", path: "$.orders.count", operator: "greaterThan", value: 1 },
      { any: [{ fact: "customer", path: "$.tags", operator: "containsAny", value: ["vip", "老客"] }] },
      { not: { fact: "customer", path: "$.stage", operator: "in", value: ["lost"] } },
    ],
  },
  { all: [{ fact: "customer", path: "$.orders.lastAt", operator: "withinDays", value: 14 }] },
  { any: [{ fact: "customer", path: "$.name", operator: "startsWith", value: "王" }] },
  { not: { fact: "bucket", params: { experiment: "words" }, operator: "lessThan", value: 5_000 } },
];
const condition = fc.oneof(
  { weight: 1, arbitrary: hostileJson },
  { weight: 3, arbitrary: fc.constantFrom(...GOOD).chain(mutated) },
  { weight: 3, arbitrary: fc.constantFrom(...GOOD).chain(nudged) },
);

function problemsOf(where: unknown): string[] {
  const found: string[] = [];
  checkConditionShape(where, (_path, code) => found.push(code));
  return found;
}

const isWhere = (value: unknown): value is Where => problemsOf(value).length === 0;
const factsOf = (customer: unknown): Facts => ({ customer, now: {}, bucket: () => 42, ...MOMENT });

describe("conditions", () => {
  it("that are good are found good", () => {
    expect(GOOD.map(problemsOf)).toEqual(GOOD.map(() => []));
    for (const where of GOOD)
      expect(
        compileFlow(flowWhere(where), { version: 1 }).diagnostics.filter((d) => d.code.startsWith("condition.")),
      ).toEqual([]);
  });

  let sound = 0;
  holds(
    "are refused by code, or answer yes or no for any facts, as json-rules-engine does",
    fc.tuple(condition, hostileJson),
    { seed: 11, runs: 500 },
    async ([where, customer]) => {
      for (const code of problemsOf(where)) expect(Object.keys(ERROR_CODES)).toContain(code);
      expectDiagnostics(compileFlow(flowWhere(where), { version: 1 }).diagnostics);
      if (!isWhere(where)) return;
      sound += 1;
      const rule = someRule(where);
      const [compiled] = compileRules([rule]).all;
      const every = [
        factsOf(customer),
        ...boundaryCases(rule, MOMENT)
          .slice(0, 20)
          .map(({ facts }) => facts),
      ];
      for (const facts of every) {
        const answer = compiled?.matches(facts);
        expect([true, false]).toContain(answer);
      }
      const facts = factsOf(customer);
      expect(compiled?.matches(facts)).toBe((await evaluateReference([rule], facts)).length === 1);
    },
  );
  it("a fair share of them was sound", () => expect(sound).toBeGreaterThan(100));
});
