import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { someRule } from "../core/rules/facts.testkit.js";
import { boundaryCases, compileRules, OPERATOR_TESTS } from "../core/rules/index.js";
import { checkAgainstOracle } from "./publish-gate.js";
import { rulesArbitrary } from "./rule-arbitraries.testkit.js";

const MOMENT = { at: Date.UTC(2026, 4, 20, 4), zone: "Asia/Shanghai" };

const firstOrder = someRule(
  {
    all: [
      { fact: "position", operator: "equal", value: "first-order@3/n4" },
      { fact: "input", operator: "equal", value: "event" },
      { fact: "event", path: "$.type", operator: "equal", value: "order.paid" },
      { fact: "event", path: "$.props.amount", operator: "greaterThanInclusive", value: 10_000 },
      { fact: "customer", path: "$.orders.lastAt", operator: "withinDays", value: 14 },
      { any: [{ fact: "customer", path: "$.tags", operator: "containsAny", value: ["vip", "老客"] }] },
      { not: { fact: "customer", path: "$.stage", operator: "in", value: ["lost", "blocked"] } },
    ],
  },
  { name: "first-order@3/n4/paid" },
);

describe("boundary facts", () => {
  test("start from facts that match and show both answers for each comparison", () => {
    const [compiled] = compileRules([firstOrder]).all;
    const cases = boundaryCases(firstOrder, MOMENT);
    expect(compiled && cases[0] && compiled.matches(cases[0].facts)).toBe(true);
    const answers = new Map<string, Set<boolean>>();
    for (const { changed, facts } of cases) {
      answers.set(changed, (answers.get(changed) ?? new Set()).add(compiled?.matches(facts) ?? false));
    }
    for (const place of ["event $.props.amount", "customer $.orders.lastAt", "customer $.tags", "customer $.stage"]) {
      expect([place, answers.get(place)?.size]).toEqual([place, 2]);
    }
  });

  test("give the neighbours of a number and of the day that a date operator counts to", () => {
    const values = boundaryCases(firstOrder, MOMENT).map(({ facts }) => facts);
    const amounts = values.map(({ event }) => (event as { props?: { amount?: unknown } } | undefined)?.props?.amount);
    expect(amounts).toEqual(expect.arrayContaining([9_999, 10_000, 10_001, "10000", null, undefined, []]));
    const lastAt = values.map(({ customer }) => (customer as { orders?: { lastAt?: unknown } }).orders?.lastAt);
    expect(lastAt).toEqual(expect.arrayContaining(["2026-05-05", "2026-05-06", "2026-05-07", "2026-05-21"]));
  });
});

describe("the publish gate", () => {
  test("lets rules pass on which both evaluators agree", async () => {
    expect(await checkAgainstOracle([firstOrder])).toEqual([]);
  });

  test("lets every rule pass that validation accepts", async () => {
    await fc.assert(
      fc.asyncProperty(rulesArbitrary, async (rules) => {
        expect(await checkAgainstOracle(rules.slice(0, 2), MOMENT)).toEqual([]);
      }),
      { numRuns: Math.ceil(Number(process.env.SOPFLOW_FUZZ_RUNS ?? 4_000) / 100) },
    );
  });

  test("names the rule, the fact and both answers when the evaluators differ", async () => {
    const broken = vi.spyOn(OPERATOR_TESTS, "greaterThanInclusive").mockImplementation((a, b) => Number(a) > Number(b));
    try {
      const differences = await checkAgainstOracle([firstOrder]);
      expect(differences.map(({ problem }) => problem)).toEqual(["closure_differs", "index_differs"]);
      expect(differences[0]).toMatchObject({ rule: "first-order@3/n4/paid", reference: true });
    } finally {
      broken.mockRestore();
    }
  });

  test("reports a rule that cannot be compiled, or that json-rules-engine refuses, instead of throwing", async () => {
    const unknown = someRule({ all: [{ fact: "customer", operator: "nope", value: 1 }] });
    expect(await checkAgainstOracle([unknown])).toMatchObject([
      { problem: "compile_failed", message: "Unknown operator: nope" },
    ]);
    expect(await checkAgainstOracle([someRule({ all: [] }, { priority: -1 })])).toMatchObject([
      { problem: "reference_failed", message: "Priority must be greater than zero" },
    ]);
  });
});
