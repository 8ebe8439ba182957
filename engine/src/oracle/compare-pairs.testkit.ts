import fc from "fast-check";
import { expect } from "vitest";
import { compileRules } from "../core/rules/index.js";
import { evaluateReference } from "./reference-evaluator.js";
import { factsArbitrary, rulesArbitrary } from "./rule-arbitraries.testkit.js";

/** Rules that a run has on average, at least. */
const RULES_A_RUN = 2;

/** Compares so many pairs of a rule and facts at the least, each run by an engine of its own. */
export async function comparePairs(pairs: number, seed: number): Promise<void> {
  let compared = 0;
  for (let round = 0; compared < pairs; round++) {
    await fc.assert(
      fc.asyncProperty(rulesArbitrary, factsArbitrary, async (rules, facts) => {
        const matched = compileRules(rules).all.filter((one) => one.matches(facts));
        expect(matched.map((one) => one.rule.name)).toEqual(await evaluateReference(rules, facts));
        compared += rules.length;
      }),
      { numRuns: Math.ceil(Math.min(10_000, pairs - compared) / RULES_A_RUN), seed: seed + round },
    );
  }
  expect(compared).toBeGreaterThanOrEqual(pairs);
}
