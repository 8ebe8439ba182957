import { checkConditionShape } from "@sopflow/schemas";
import fc from "fast-check";
import { expect } from "vitest";
import { compileRules } from "../core/rules/index.js";
import { DANGEROUS_ROWS, dangerousShape } from "./dangerous-shapes.testkit.js";
import { QUIRK_ROWS, RowCounts, RULE_ROWS } from "./quirk-rows.testkit.js";
import { evaluateReference } from "./reference-evaluator.js";
import { factsArbitrary, rulesArbitrary } from "./rule-arbitraries.testkit.js";

/** Rules that a run has on average, at least. */
const RULES_A_RUN = 2;

const pairArbitrary = rulesArbitrary.chain((rules) =>
  fc.tuple(fc.constant(rules), factsArbitrary, dangerousShape(rules[0]?.conditions ?? { all: [] })),
);

/**
 * Compares so many pairs of a rule and facts at the least, each run by an engine of its own, and gives how many of them
 * met each of the library's known traps. What is forbidden because of a trap is drawn along and must be refused.
 */
export async function comparePairs(pairs: number, seed: number): Promise<RowCounts> {
  const met = new RowCounts([...Object.keys(QUIRK_ROWS), ...Object.keys(RULE_ROWS), ...DANGEROUS_ROWS]);
  let compared = 0;
  for (let round = 0; compared < pairs; round++) {
    await fc.assert(
      fc.asyncProperty(pairArbitrary, async ([rules, facts, { row, condition }]) => {
        const matched = compileRules(rules).all.filter((one) => one.matches(facts));
        expect(matched.map((one) => one.rule.name)).toEqual(await evaluateReference(rules, facts));
        met.count(rules, facts);
        expect(isRefused(condition)).toBe(true);
        met.add(row);
        compared += rules.length;
      }),
      { numRuns: Math.ceil(Math.min(10_000, pairs - compared) / RULES_A_RUN), seed: seed + round },
    );
  }
  expect(compared).toBeGreaterThanOrEqual(pairs);
  return met;
}

function isRefused(condition: unknown): boolean {
  let problems = 0;
  checkConditionShape(condition, () => {
    problems += 1;
  });
  return problems > 0;
}

/** Every trap was met; says how often. */
export function expectEveryRow(met: RowCounts): void {
  const lines = met.all.map(([row, pairs]) => `${String(pairs).padStart(7)}  ${row}`);
  process.stdout.write(`Pairs that met each known trap of json-rules-engine:\n${lines.join("\n")}\n`);
  expect(met.all.filter(([, pairs]) => pairs === 0)).toEqual([]);
}
