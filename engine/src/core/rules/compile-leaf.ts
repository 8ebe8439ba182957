import {
  type ConditionLeaf,
  type ConditionLiteral,
  isFactReference,
  type OperatorName,
  parseOperator,
} from "@sopflow/schemas";
import { compileReader } from "./fact-reader.js";
import type { Facts } from "./facts.js";
import { operatorTest } from "./operators.js";
import { RuleCompileError } from "./rule-compile-error.js";

/** From this many elements on a set is faster than a search. */
const SET_FROM = 8;

/** One comparison as a closure: the fact is read, the operator chosen and the literal prepared once. */
export function compileLeaf(leaf: ConditionLeaf): (facts: Facts) => boolean {
  const parsed = parseOperator(leaf.operator);
  if (parsed === undefined) throw new RuleCompileError(`Unknown operator: ${leaf.operator}`);
  const read = compileReader(leaf);
  const test = operatorTest(parsed);
  if (isFactReference(leaf.value)) {
    const readValue = compileReader(leaf.value);
    return (facts) => test(read(facts), readValue(facts), facts);
  }
  // A copy, as json-rules-engine makes one: a list of the rule is never the very list of a fact.
  const value = Array.isArray(leaf.value) ? [...leaf.value] : leaf.value;
  const quick = parsed.decorators.length === 0 ? quickTest(parsed.name, value) : undefined;
  if (quick !== undefined) return (facts) => quick(read(facts));
  return (facts) => test(read(facts), value, facts);
}

/** Tests for which a known literal saves work; the general operator answers the rest, and every unusual fact. */
function quickTest(name: OperatorName, value: ConditionLiteral): ((left: unknown) => boolean) | undefined {
  switch (name) {
    case "equal":
      return (left) => left === value;
    case "notEqual":
      return (left) => left !== value;
    case "contains":
      return (left) => Array.isArray(left) && left.indexOf(value) > -1;
    case "in":
    case "notIn":
      return Array.isArray(value) && value.length >= SET_FROM ? membership(new Set(value), name === "in") : undefined;
    default:
      return undefined;
  }
}

/** A set finds what `indexOf` finds: they differ on NaN only, which no literal holds. */
const membership =
  (values: ReadonlySet<unknown>, wanted: boolean) =>
  (left: unknown): boolean =>
    values.has(left) === wanted;
