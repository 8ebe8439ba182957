import { type Condition, isLeaf, MAX_CONDITION_DEPTH, type Where } from "@sopflow/schemas";
import { compileLeaf } from "./compile-leaf.js";
import type { Facts } from "./facts.js";
import { RuleCompileError } from "./rule-compile-error.js";

export type FactsTest = (facts: Facts) => boolean;

/** The flow compiler wraps what people wrote into groups of its own, so rules may nest a little deeper. */
const MAX_RULE_DEPTH = MAX_CONDITION_DEPTH + 8;

/**
 * Turns a condition into closures that give json-rules-engine's answer without its promises. Never throws when called.
 * @throws RuleCompileError for what validation refuses: an unknown operator, a path that is no dotted name, nesting
 * that is too deep.
 */
export function compileCondition(where: Where): FactsTest {
  return compile(where, 1);
}

function compile(condition: Condition, depth: number): FactsTest {
  if (depth > MAX_RULE_DEPTH) throw new RuleCompileError(`Conditions nest deeper than ${MAX_RULE_DEPTH} levels`);
  if (isLeaf(condition)) return compileLeaf(condition);
  const tests = (group: readonly Condition[]) => group.map((inner) => compile(inner, depth + 1));
  // json-rules-engine's order, should an object that validation refuses hold several groups.
  if ("any" in condition) return anyOf(tests(condition.any));
  if ("all" in condition) return allOf(tests(condition.all));
  if ("not" in condition) {
    const inner = compile(condition.not, depth + 1);
    return (facts) => !inner(facts);
  }
  throw new RuleCompileError("A condition needs all, any, not or an operator");
}

/** Unrolled for the sizes that rules have: a loop costs more than three comparisons. */
function allOf(tests: readonly FactsTest[]): FactsTest {
  const [a, b, c, d] = tests;
  if (a === undefined) return () => true;
  if (b === undefined) return a;
  if (c === undefined) return (facts) => a(facts) && b(facts);
  if (d === undefined) return (facts) => a(facts) && b(facts) && c(facts);
  if (tests.length === 4) return (facts) => a(facts) && b(facts) && c(facts) && d(facts);
  return (facts) => {
    for (const test of tests) if (!test(facts)) return false;
    return true;
  };
}

/** As `allOf`; an empty `any` is true, as in json-rules-engine, though validation refuses it. */
function anyOf(tests: readonly FactsTest[]): FactsTest {
  const [a, b, c, d] = tests;
  if (a === undefined) return () => true;
  if (b === undefined) return a;
  if (c === undefined) return (facts) => a(facts) || b(facts);
  if (d === undefined) return (facts) => a(facts) || b(facts) || c(facts);
  return (facts) => {
    for (const test of tests) if (test(facts)) return true;
    return false;
  };
}
