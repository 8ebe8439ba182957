import type { Text } from "./text.js";

/** What an operator compares: its left side (the fact) and its right side (the value). */
export type ValueKind = "string" | "number" | "boolean" | "date" | "list";

export interface OperatorInfo {
  /** Kinds of fact it takes; empty = any. */
  readonly left: readonly ValueKind[];
  /** What its value must be: the fact's own kind, a list of it, one element of the list fact, days, or `true`. */
  readonly right: "same" | "listOfSame" | "element" | "elements" | "date" | "days" | "true" | "string";
  /** Ours, beyond json-rules-engine's ten; registered with it by the oracle. */
  readonly own: boolean;
  /** Its result can change by time alone. */
  readonly timed?: boolean;
  readonly label: Text;
}

const op = (
  left: readonly ValueKind[],
  right: OperatorInfo["right"],
  own: boolean,
  zh: string,
  en: string,
  timed = false,
): OperatorInfo => ({ left, right, own, timed, label: { zh, en } });

const SCALARS = ["string", "number", "boolean"] as const;

/** Every operator: json-rules-engine's ten, then ours. One table for validation, evaluation and the editor's pickers. */
export const OPERATORS = {
  equal: op(SCALARS, "same", false, "等于", "is"),
  notEqual: op(SCALARS, "same", false, "不等于", "is not"),
  in: op(["string", "number", "boolean"], "listOfSame", false, "是其中之一", "is one of"),
  notIn: op(["string", "number", "boolean"], "listOfSame", false, "不是其中任何一个", "is none of"),
  contains: op(["list"], "element", false, "包含", "contains"),
  doesNotContain: op(["list"], "element", false, "不包含", "does not contain"),
  lessThan: op(["number"], "same", false, "小于", "is less than"),
  lessThanInclusive: op(["number"], "same", false, "不大于", "is at most"),
  greaterThan: op(["number"], "same", false, "大于", "is more than"),
  greaterThanInclusive: op(["number"], "same", false, "不小于", "is at least"),
  containsAny: op(["list"], "elements", true, "包含任意一个", "contains any of"),
  containsAll: op(["list"], "elements", true, "包含全部", "contains all of"),
  startsWith: op(["string"], "string", true, "开头是", "starts with"),
  exists: op([], "true", true, "有值", "has a value"),
  missing: op([], "true", true, "没有值", "has no value"),
  before: op(["date"], "date", true, "早于", "is before"),
  after: op(["date"], "date", true, "晚于", "is after"),
  withinDays: op(["date"], "days", true, "在最近几天内", "was within the last days", true),
  olderThanDays: op(["date"], "days", true, "早于几天前", "was more than days ago", true),
  inNextDays: op(["date"], "days", true, "在未来几天内", "is in the next days", true),
  anniversaryInDays: op(["date"], "days", true, "周年日在几天内", "has its anniversary in the next days", true),
} as const satisfies Record<string, OperatorInfo>;

export type OperatorName = keyof typeof OPERATORS;

/**
 * json-rules-engine's decorators, written before the operator (`someFact:equal`), and what they need:
 * everyFact / someFact take a list fact and apply the operator to its elements; everyValue / someValue take a list
 * value; swap exchanges the sides; not inverts. They stack, outermost first.
 */
export const DECORATORS = {
  everyFact: { leftBecomes: "element", rightBecomes: "same" },
  someFact: { leftBecomes: "element", rightBecomes: "same" },
  everyValue: { leftBecomes: "same", rightBecomes: "element" },
  someValue: { leftBecomes: "same", rightBecomes: "element" },
  swap: { leftBecomes: "right", rightBecomes: "left" },
  not: { leftBecomes: "same", rightBecomes: "same" },
} as const;

export type DecoratorName = keyof typeof DECORATORS;

/** Most decorators on one operator. */
const MAX_DECORATORS = 3;

export interface ParsedOperator {
  readonly name: OperatorName;
  readonly decorators: readonly DecoratorName[];
}

/**
 * Reads `someFact:not:in` into its parts; undefined when a part is unknown, or where it does not combine: decorators go
 * with json-rules-engine's own ten only, so that a decorated date operator cannot hide from the time planner.
 */
export function parseOperator(text: string): ParsedOperator | undefined {
  const parts = text.split(":");
  const name = parts.pop();
  if (name === undefined || !Object.hasOwn(OPERATORS, name)) return undefined;
  if (parts.length > MAX_DECORATORS || !parts.every((p) => Object.hasOwn(DECORATORS, p))) return undefined;
  const known = name as OperatorName; // checked by hasOwn above
  if (parts.length > 0 && OPERATORS[known].own) return undefined;
  return { name: known, decorators: parts as DecoratorName[] }; // checked by every above
}
