import type { DecoratorName, OperatorName, ParsedOperator } from "@sopflow/schemas";
import {
  isAfter,
  isAnniversaryInDays,
  isBefore,
  isInNextDays,
  isOlderThanDays,
  isWithinDays,
  type OperatorContext,
} from "./date-operators.js";

/** An operator at work: fact on the left, value on the right. Total: false where json-rules-engine would throw. */
export type OperatorTest = (left: unknown, right: unknown, context: OperatorContext) => boolean;

/** False where a comparison throws: an object from JSON may carry a `toString` or `valueOf` that is no function. */
function orFalse(compare: () => boolean): boolean {
  try {
    return compare();
  } catch {
    return false;
  }
}

/** `in`: a list by ===, or a text that holds the fact's text, as json-rules-engine's bare `indexOf` has it. */
function indexIn(list: unknown, item: unknown): number | undefined {
  if (Array.isArray(list)) return list.indexOf(item);
  if (typeof list !== "string") return undefined;
  try {
    return list.indexOf(item as string); // indexOf turns whatever it gets into text
  } catch {
    return undefined;
  }
}

/** json-rules-engine lets into its orderings only facts that start like a number; their text decides for objects. */
const startsLikeNumber = (left: unknown): boolean => !Number.isNaN(Number.parseFloat(left as string)); // parseFloat takes anything

type Ordered = number; // `<` and its kin accept every type at run time; this names one for the compiler

function ordering(compare: (left: Ordered, right: Ordered) => boolean): OperatorTest {
  return (left, right) =>
    typeof left === "number" && typeof right === "number"
      ? compare(left, right)
      : orFalse(() => startsLikeNumber(left) && compare(left as Ordered, right as Ordered)); // as JavaScript coerces
}

/** Calls `test` with both lists, false when either side is none. */
const onLists =
  (test: (left: unknown[], right: unknown[]) => boolean): OperatorTest =>
  (left, right) =>
    Array.isArray(left) && Array.isArray(right) && test(left, right);

/** Missing is `undefined` or `null`: an attribute that was cleared is as absent as one never set. */
const isMissing = (value: unknown): boolean => value === undefined || value === null;

/** Every operator of the schemas' table. The first ten give json-rules-engine 7.3.1's results. */
export const OPERATOR_TESTS: Readonly<Record<OperatorName, OperatorTest>> = {
  equal: (left, right) => left === right,
  notEqual: (left, right) => left !== right,
  in: (left, right) => (indexIn(right, left) ?? -1) > -1,
  notIn: (left, right) => indexIn(right, left) === -1,
  contains: (left, right) => Array.isArray(left) && left.indexOf(right) > -1,
  doesNotContain: (left, right) => Array.isArray(left) && left.indexOf(right) === -1,
  lessThan: ordering((left, right) => left < right),
  lessThanInclusive: ordering((left, right) => left <= right),
  greaterThan: ordering((left, right) => left > right),
  greaterThanInclusive: ordering((left, right) => left >= right),

  containsAny: onLists((left, right) => right.some((item) => left.indexOf(item) > -1)),
  containsAll: onLists((left, right) => right.every((item) => left.indexOf(item) > -1)),
  startsWith: (left, right) => typeof left === "string" && typeof right === "string" && left.startsWith(right),
  exists: (left, right) => right === true && !isMissing(left),
  missing: (left, right) => right === true && isMissing(left),
  before: isBefore,
  after: isAfter,
  withinDays: isWithinDays,
  olderThanDays: isOlderThanDays,
  inNextDays: isInNextDays,
  anniversaryInDays: isAnniversaryInDays,
};

/** json-rules-engine's decorators. Each is total by itself, so `not:` turns an inner refusal into true. */
const DECORATE: Readonly<Record<DecoratorName, (next: OperatorTest) => OperatorTest>> = {
  everyFact: (next) => (left, right, c) => Array.isArray(left) && left.every((item) => next(item, right, c)),
  someFact: (next) => (left, right, c) => Array.isArray(left) && left.some((item) => next(item, right, c)),
  everyValue: (next) => (left, right, c) => Array.isArray(right) && right.every((item) => next(left, item, c)),
  someValue: (next) => (left, right, c) => Array.isArray(right) && right.some((item) => next(left, item, c)),
  swap: (next) => (left, right, c) => next(right, left, c),
  not: (next) => (left, right, c) => !next(left, right, c),
};

/** The test of an operator with its decorators, outermost first. */
export function operatorTest({ name, decorators }: ParsedOperator): OperatorTest {
  return decorators.reduceRight<OperatorTest>((next, decorator) => DECORATE[decorator](next), OPERATOR_TESTS[name]);
}
