import {
  type ConditionLiteral,
  type DiagnosticParams,
  type ErrorCode,
  OPERATORS,
  type OperatorInfo,
  type OperatorName,
  type ParsedOperator,
  type Text,
  type ValueKind,
} from "@sopflow/schemas";
import {
  elementsOf,
  isClockText,
  isDateText,
  KIND_TEXT,
  kindOfLiteral,
  literalText,
  type Side,
} from "./value-kinds.js";

export interface ComparisonFault {
  readonly code: ErrorCode;
  /** Which part of the leaf is at fault. */
  readonly part: "operator" | "value";
  readonly params: DiagnosticParams;
}

const operatorFault = (left: Side): ComparisonFault => ({
  code: "condition.operator_not_for",
  part: "operator",
  params: { kind: left.kind ? KIND_TEXT[left.kind] : KIND_TEXT.any },
});
const valueFault = (wanted: Text, found: Text): ComparisonFault => ({
  code: "condition.value_type",
  part: "value",
  params: { wanted, found },
});

/**
 * Whether an operator with its decorators goes with what stands on both sides; undefined = it does. Sides of unknown
 * kind are taken as fitting, except where json-rules-engine would compare texts by their letters.
 */
export function checkComparison(
  { name, decorators }: ParsedOperator,
  fact: Side,
  value: Side,
): ComparisonFault | undefined {
  let left = fact;
  let right = value;
  for (const decorator of decorators) {
    if (decorator === "everyFact" || decorator === "someFact") {
      const elements = elementsOf(left);
      if (elements === undefined) return operatorFault(left);
      left = elements;
    } else if (decorator === "everyValue" || decorator === "someValue") {
      const elements = elementsOf(right);
      if (elements === undefined) return valueFault(KIND_TEXT.list, sideText(right));
      right = elements;
    } else if (decorator === "swap") {
      [left, right] = [right, left];
    }
  }
  return checkOperator(name, left, right);
}

const ORDERINGS: readonly OperatorName[] = ["lessThan", "lessThanInclusive", "greaterThan", "greaterThanInclusive"];

function checkOperator(name: OperatorName, left: Side, right: Side): ComparisonFault | undefined {
  const info: OperatorInfo = OPERATORS[name];
  const isOrdering = ORDERINGS.includes(name);
  const isClock = isOrdering && (left.ordered === true || right.ordered === true);
  const fits = left.kind === undefined || info.left.length === 0 || info.left.includes(left.kind);
  if (!fits && !isClock) return operatorFault(left);
  if (isClock || (isOrdering && left.kind === undefined)) {
    return checkRight(right, isClock ? "clock" : "number");
  }
  const fault = checkByTable(info.right, left, right);
  return fault ?? checkClosed(left, right) ?? checkClosed(right, left);
}

type Wanted = "clock" | "dateText" | "days" | "true" | ValueKind;

function checkByTable(wanted: OperatorInfo["right"], left: Side, right: Side): ComparisonFault | undefined {
  switch (wanted) {
    case "same":
      if (left.ordered === true && right.literals !== undefined) return checkRight(right, "clock");
      return left.kind === undefined ? refuseLists(right) : checkRight(right, left.kind);
    case "listOfSame":
      return checkElements(right, left.kind);
    case "element":
      return checkElement(left, right);
    case "elements":
      return checkElements(right, elementsOf(left)?.kind);
    case "date":
      return checkRight(right, "dateText");
    case "days":
    case "true":
    case "string":
      return checkRight(right, wanted);
    default:
      return wanted satisfies never;
  }
}

function checkRight(right: Side, wanted: Wanted): ComparisonFault | undefined {
  if (right.literals === undefined) {
    const kind = wanted === "clock" ? "string" : wanted === "dateText" ? "date" : wanted === "days" ? "number" : wanted;
    return right.kind === undefined || right.kind === kind ? undefined : valueFault(KIND_TEXT[wanted], sideText(right));
  }
  const wrong = right.literals.find((literal) => !isWanted(literal, wanted));
  return wrong === undefined ? undefined : valueFault(KIND_TEXT[wanted], literalText(wrong));
}

function isWanted(literal: ConditionLiteral, wanted: Wanted): boolean {
  if (wanted === "clock") return isClockText(literal);
  if (wanted === "dateText") return isDateText(literal);
  if (wanted === "days") return typeof literal === "number" && Number.isInteger(literal) && literal >= 0;
  if (wanted === "true") return literal === true;
  return kindOfLiteral(literal) === wanted;
}

/** json-rules-engine compares lists by identity, so a list is equal to nothing. */
function refuseLists(right: Side): ComparisonFault | undefined {
  return right.kind === "list" ? valueFault(KIND_TEXT.string, KIND_TEXT.list) : undefined;
}

/** Elements of list facts are texts; a literal list, under `swap`, may hold anything. */
function checkElement(left: Side, right: Side): ComparisonFault | undefined {
  const kind = elementsOf(left)?.kind;
  return kind === undefined ? refuseLists(right) : checkRight(right, kind);
}

const LIST_TEXT: Partial<Record<ValueKind, Text>> = {
  string: KIND_TEXT.texts,
  number: KIND_TEXT.numbers,
  boolean: KIND_TEXT.booleans,
};

function checkElements(right: Side, kind: ValueKind | undefined): ComparisonFault | undefined {
  const wanted = (kind && LIST_TEXT[kind]) ?? KIND_TEXT.list;
  const elements = elementsOf(right);
  if (elements === undefined) return valueFault(wanted, sideText(right));
  if (kind === undefined) return undefined;
  if (elements.literals === undefined) {
    return elements.kind === undefined || elements.kind === kind ? undefined : valueFault(wanted, sideText(right));
  }
  const wrong = elements.literals.find((literal) => kindOfLiteral(literal) !== kind);
  return wrong === undefined ? undefined : valueFault(wanted, literalText(wrong));
}

/** A literal that the fact can never be is a spelling mistake. */
function checkClosed(fact: Side, value: Side): ComparisonFault | undefined {
  const { values } = fact;
  if (values === undefined || value.literals === undefined) return undefined;
  const unknown = value.literals.flat().find((v) => typeof v === "string" && !values.includes(v));
  if (unknown === undefined) return undefined;
  return {
    code: "condition.unknown_value",
    part: "value",
    params: { value: String(unknown), values: values.join(", ") },
  };
}

function sideText(side: Side): Text {
  const [literal] = side.literals ?? [];
  if (literal !== undefined) return literalText(literal);
  return side.kind === undefined ? KIND_TEXT.any : KIND_TEXT[side.kind];
}
