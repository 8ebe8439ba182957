import {
  type Condition,
  type ConditionLeaf,
  type ConditionLiteral,
  type FactInfo,
  isFactReference,
  isLeaf,
  OPERATORS,
  type OperatorInfo,
  type OperatorName,
  parseOperator,
  type ValueKind,
  type Where,
} from "@sopflow/schemas";
import type { FieldPath } from "../../document/set-at-path.js";

/** How the parts of a group count together. */
export const GROUP_MODES = ["all", "any", "notAll", "none"] as const;
export type GroupMode = (typeof GROUP_MODES)[number];

export interface GroupView {
  readonly mode: GroupMode;
  readonly items: readonly Condition[];
  /** Where an item stands inside of the group. */
  readonly pathOf: (index: number) => FieldPath;
}

type Group = Exclude<Condition, ConditionLeaf>;

export const isGroup = (condition: Condition): condition is Group => !isLeaf(condition);

/** A group as a list with a way of counting; `not` around a single condition is "none of these" with one item. */
export function viewGroup(group: Group): GroupView {
  if ("all" in group) return { mode: "all", items: group.all, pathOf: (i) => ["all", i] };
  if ("any" in group) return { mode: "any", items: group.any, pathOf: (i) => ["any", i] };
  const { not } = group;
  if (!isLeaf(not) && "all" in not) return { mode: "notAll", items: not.all, pathOf: (i) => ["not", "all", i] };
  if (!isLeaf(not) && "any" in not) return { mode: "none", items: not.any, pathOf: (i) => ["not", "any", i] };
  return { mode: "none", items: [not], pathOf: () => ["not"] };
}

/** A group of these items. Without any it is the condition that always holds: other empty groups have no meaning. */
export function buildGroup(mode: GroupMode, items: readonly Condition[]): Where {
  const list = [...items];
  if (list.length === 0) return { all: [] };
  if (mode === "all") return { all: list };
  if (mode === "any") return { any: list };
  return mode === "notAll" ? { not: { all: list } } : { not: { any: list } };
}

/** Operators that go with a kind of fact, in the table's order. */
export function operatorsFor(info: FactInfo | undefined): OperatorName[] {
  const names = Object.keys(OPERATORS) as OperatorName[]; // keys of the table itself
  const kind = info?.kind;
  if (kind === undefined) return names.filter((name) => !TIMED_ONLY.has(OPERATORS[name].right));
  return names.filter((name) => {
    const { left }: OperatorInfo = OPERATORS[name];
    return left.length === 0 || left.includes(kind) || (info?.ordered === true && left.join() === "number");
  });
}

/** Days and dates ask for a fact that is known to be a date. */
const TIMED_ONLY: ReadonlySet<string> = new Set(["days", "date"]);

const FIRST_OPERATOR: Readonly<Record<ValueKind, OperatorName>> = {
  string: "equal",
  number: "greaterThanInclusive",
  boolean: "equal",
  date: "withinDays",
  list: "contains",
};

export const firstOperator = (info: FactInfo | undefined): OperatorName =>
  info?.ordered ? "greaterThanInclusive" : info?.kind === undefined ? "equal" : FIRST_OPERATOR[info.kind];

/** What an operator's value is like: its own operator table says, the fact's kind fills in. */
export type ValueShape =
  | { readonly kind: "none" }
  | { readonly kind: "one"; readonly of: ValueKind | undefined }
  | { readonly kind: "many"; readonly of: ValueKind | undefined }
  | { readonly kind: "days" };

export function valueShape(operator: string, info: FactInfo | undefined): ValueShape {
  const parsed = parseOperator(operator);
  if (parsed === undefined) return { kind: "one", of: undefined };
  const { right }: OperatorInfo = OPERATORS[parsed.name];
  const own = info?.kind === "list" ? "string" : info?.kind;
  // These take a list of what the operator itself takes one of.
  if (parsed.decorators.some((one) => one === "everyValue" || one === "someValue")) return { kind: "many", of: own };
  switch (right) {
    case "true":
      return { kind: "none" };
    case "days":
      return { kind: "days" };
    case "date":
      return { kind: "one", of: "date" };
    case "listOfSame":
    case "elements":
      return { kind: "many", of: own };
    case "element":
    case "string":
      return { kind: "one", of: "string" };
    case "same":
      return { kind: "one", of: own };
    default:
      return right satisfies never;
  }
}

const DAYS = 7;
const START_OF: Readonly<Record<ValueKind, ConditionLiteral>> = {
  string: "",
  number: 1,
  boolean: true,
  date: "2026-01-01",
  list: [],
};

/** A value of the right shape: the old one where it fits, else a first one to be changed. */
export function fitValue(
  old: ConditionLeaf["value"],
  operator: string,
  info: FactInfo | undefined,
  today = "2026-01-01",
): ConditionLeaf["value"] {
  const shape = valueShape(operator, info);
  if (shape.kind === "none") return true;
  if (shape.kind === "days") return typeof old === "number" && Number.isInteger(old) && old >= 0 ? old : DAYS;
  if (shape.kind === "many") {
    const list = Array.isArray(old) ? old : isFactReference(old) || old === null || old === "" ? [] : [old];
    return list.filter((one) => shape.of === undefined || isOf(one, shape.of));
  }
  const one = Array.isArray(old) ? (old[0] ?? "") : old;
  if (isFactReference(one)) return one;
  if (shape.of === undefined) return typeof one === "boolean" && one ? "" : one;
  const [known] = info?.values ?? [];
  if (known !== undefined && shape.of === "string") return info?.values?.includes(String(one)) ? one : known;
  if (info?.ordered) return typeof one === "string" && one !== "" ? one : "09:00";
  if (isOf(one, shape.of)) return one;
  return shape.of === "date" ? today : START_OF[shape.of];
}

function isOf(value: ConditionLiteral, kind: ValueKind): boolean {
  if (kind === "date") return typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value);
  return typeof value === kind;
}
