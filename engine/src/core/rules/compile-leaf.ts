import {
  type ConditionLeaf,
  type ConditionLiteral,
  isFactReference,
  type OperatorName,
  parseOperator,
} from "@sopflow/schemas";
import { compileReader } from "./fact-reader.js";
import type { Facts } from "./facts.js";
import { type OperatorTest, operatorTest } from "./operators.js";
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
  const quick = parsed.decorators.length === 0 ? quickTest(parsed.name, value, test) : undefined;
  if (quick !== undefined) return (facts) => quick(read(facts));
  return (facts) => test(read(facts), value, facts);
}

/** Tests for which a known literal saves work; the general operator answers the rest, and every unusual fact. */
function quickTest(
  name: OperatorName,
  value: ConditionLiteral,
  test: OperatorTest,
): ((left: unknown) => boolean) | undefined {
  if (name === "equal") return (left) => left === value;
  if (name === "notEqual") return (left) => left !== value;
  if (name === "contains") return (left) => Array.isArray(left) && left.indexOf(value) > -1;
  if (typeof value === "number") return quickOrdering(name, value, (left) => test(left, value, NO_CONTEXT));
  if (!Array.isArray(value) || (name !== "in" && name !== "notIn")) return undefined;
  if (value.length >= SET_FROM) return membership(new Set(value), name === "in");
  const list: readonly unknown[] = value;
  return name === "in" ? (left) => list.indexOf(left) > -1 : (left) => list.indexOf(left) === -1;
}

/** Orderings ask for no date, so they need neither time nor zone. */
const NO_CONTEXT = { at: 0, zone: "UTC" } as const;

/** Number against number; whatever else the fact may be goes to `other`. */
function quickOrdering(name: OperatorName, value: number, other: (left: unknown) => boolean) {
  switch (name) {
    case "lessThan":
      return (left: unknown) => (typeof left === "number" ? left < value : other(left));
    case "lessThanInclusive":
      return (left: unknown) => (typeof left === "number" ? left <= value : other(left));
    case "greaterThan":
      return (left: unknown) => (typeof left === "number" ? left > value : other(left));
    case "greaterThanInclusive":
      return (left: unknown) => (typeof left === "number" ? left >= value : other(left));
    default:
      return undefined;
  }
}

/** A set finds what `indexOf` finds: they differ on NaN only, which no literal holds. */
const membership =
  (values: ReadonlySet<unknown>, wanted: boolean) =>
  (left: unknown): boolean =>
    values.has(left) === wanted;
