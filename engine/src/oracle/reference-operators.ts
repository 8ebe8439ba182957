import { OPERATORS, type OperatorName } from "@sopflow/schemas";
import { type Engine, Operator, OperatorDecorator } from "json-rules-engine";
import { OPERATOR_TESTS, type OperatorContext } from "../core/rules/index.js";

/** The library's own definitions, written out again so that the compiled ones are checked against a second text. */
type AnyTest = (left: unknown, right: unknown) => boolean;

function orFalse(test: () => boolean): boolean {
  try {
    return test();
  } catch {
    return false;
  }
}

const startsLikeNumber = (left: unknown) => orFalse(() => Number.parseFloat(left as string).toString() !== "NaN"); // takes anything

/** The operators of json-rules-engine that can throw, as they are but for that. */
const TOTAL_OPERATORS: readonly Operator[] = [
  total("in", (left, right) => (right as unknown[]).indexOf(left) > -1),
  total("notIn", (left, right) => (right as unknown[]).indexOf(left) === -1),
  total("lessThan", (left, right) => (left as number) < (right as number), startsLikeNumber),
  total("lessThanInclusive", (left, right) => (left as number) <= (right as number), startsLikeNumber),
  total("greaterThan", (left, right) => (left as number) > (right as number), startsLikeNumber),
  total("greaterThanInclusive", (left, right) => (left as number) >= (right as number), startsLikeNumber),
];

function total(name: OperatorName, test: AnyTest, validator?: (left: unknown) => boolean): Operator {
  const callback: AnyTest = (left, right) => orFalse(() => test(left, right));
  return validator ? new Operator(name, callback, validator) : new Operator(name, callback);
}

/** The decorators that can throw: both walk a value that need not be a list. */
const TOTAL_DECORATORS: readonly OperatorDecorator[] = [
  new OperatorDecorator<unknown, unknown, unknown, unknown>(
    "someValue",
    (left, right, next) => Array.isArray(right) && right.some((item) => next(left, item)),
  ),
  new OperatorDecorator<unknown, unknown, unknown, unknown>(
    "everyValue",
    (left, right, next) => Array.isArray(right) && right.every((item) => next(left, item)),
  ),
];

/** Adds our operators, bound to a moment; with `total`, those of the library that throw are replaced as well. */
export function registerOperators(engine: Engine, context: OperatorContext, isTotal: boolean): void {
  for (const [name, info] of Object.entries(OPERATORS)) {
    if (!info.own) continue;
    const test = OPERATOR_TESTS[name as OperatorName]; // a key of the same table
    engine.addOperator<unknown, unknown>(name, (left, right) => test(left, right, context));
  }
  if (!isTotal) return;
  for (const operator of TOTAL_OPERATORS) engine.addOperator(operator);
  for (const decorator of TOTAL_DECORATORS) engine.addOperatorDecorator(decorator);
}
