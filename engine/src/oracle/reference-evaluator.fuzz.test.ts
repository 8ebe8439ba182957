import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRules, type Facts, type JsonRule } from "../core/rules/index.js";
import { evaluateReference, type ReferenceOptions } from "./reference-evaluator.js";
import { asLazy, factsArbitrary, rulesArbitrary } from "./rule-arbitraries.testkit.js";

/** Pairs of a rule and facts per property; the nightly run raises it. */
const PAIRS = Number(process.env.SOPFLOW_FUZZ_RUNS ?? 4_000);
/** Rules per run of about three on average. */
const numRuns = Math.ceil(PAIRS / 3);

const matchedBy = (all: readonly { rule: JsonRule; matches(facts: Facts): boolean }[], facts: Facts) =>
  all.filter((one) => one.matches(facts)).map((one) => one.rule.name);

async function whatHappens(rules: JsonRule[], facts: Facts, options: ReferenceOptions) {
  try {
    return await evaluateReference(rules, facts, options);
  } catch {
    return undefined;
  }
}

describe("compiled rules and json-rules-engine", () => {
  test("agree on every rule and fact, with its dotted and with its own path resolver", async () => {
    let matches = 0;
    let pairs = 0;
    await fc.assert(
      fc.asyncProperty(rulesArbitrary, factsArbitrary, async (rules, facts) => {
        const compiled = matchedBy(compileRules(rules).all, facts);
        expect(compiled).toEqual(await evaluateReference(rules, facts));
        expect(compiled).toEqual(await evaluateReference(rules, facts, { paths: "jsonpath" }));
        matches += compiled.length;
        pairs += rules.length;
      }),
      { numRuns },
    );
    // A generator whose rules never match, or always, would prove nothing.
    expect(matches).toBeGreaterThan(pairs * 0.15);
    expect(matches).toBeLessThan(pairs * 0.85);
  });

  test("agree with the library's own operators wherever these do not throw", async () => {
    await fc.assert(
      fc.asyncProperty(rulesArbitrary, factsArbitrary, async (rules, facts) => {
        for (const rule of rules) {
          const original = await whatHappens([rule], facts, { operators: "original", paths: "jsonpath" });
          if (original !== undefined) expect(matchedBy(compileRules([rule]).all, facts)).toEqual(original);
        }
      }),
      { numRuns },
    );
  });

  test("agree on lazy facts, whose properties are getters of a class", async () => {
    await fc.assert(
      fc.asyncProperty(rulesArbitrary, factsArbitrary, async (rules, facts) => {
        const { customer } = facts;
        const isPlain = typeof customer === "object" && customer !== null && !Array.isArray(customer);
        fc.pre(isPlain && !(customer instanceof Date));
        const lazy = { ...facts, customer: asLazy(customer as object) }; // by the precondition
        const compiled = matchedBy(compileRules(rules).all, lazy);
        expect(compiled).toEqual(await evaluateReference(rules, lazy));
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  test("agree when rules are looked up in the index", async () => {
    await fc.assert(
      fc.asyncProperty(rulesArbitrary, factsArbitrary, async (rules, facts) => {
        const indexed = matchedBy(compileRules(rules).candidates(facts), facts);
        expect(indexed.sort()).toEqual((await evaluateReference(rules, facts)).sort());
      }),
      { numRuns },
    );
  });
});
