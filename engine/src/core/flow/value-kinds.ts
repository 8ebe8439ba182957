import type { ConditionLiteral, FactInfo, Text, ValueKind } from "@sopflow/schemas";
import { parseInstant, parseLocalDate, parseLocalTime } from "../time/index.js";

/** One side of a comparison: a fact, a literal, or an element of a list that stands for all of them. */
export interface Side {
  /** Absent = anything. */
  readonly kind?: ValueKind;
  /** All values there are, for a fact; of a list, all elements. */
  readonly values?: readonly string[];
  readonly ordered?: boolean;
  /** Literals on this side: one, or the elements under a decorator. Absent for facts. */
  readonly literals?: readonly ConditionLiteral[];
}

/** A fact as one side of a comparison. */
export const factSide = ({ kind, values, ordered }: FactInfo): Side => ({
  ...(kind && { kind }),
  ...(values && { values }),
  ordered,
});

/** A literal as one side of a comparison. */
export function literalSide(literals: readonly ConditionLiteral[]): Side {
  const kinds = new Set(literals.map(kindOfLiteral));
  const [kind] = kinds;
  return { literals, ...(kinds.size === 1 && kind !== undefined && { kind }) };
}

export function kindOfLiteral(value: ConditionLiteral): ValueKind | undefined {
  if (Array.isArray(value)) return "list";
  if (value === null) return undefined;
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "string";
}

/** What a side holds under everyFact, someFact (a list fact) or everyValue, someValue (a list value). */
export function elementsOf(side: Side): Side | undefined {
  if (side.kind !== undefined && side.kind !== "list") return undefined;
  if (side.literals === undefined) {
    return side.kind === "list" ? { kind: "string", ...(side.values && { values: side.values }) } : {};
  }
  const elements = side.literals.flatMap((list) => (Array.isArray(list) ? list : []));
  return literalSide(elements);
}

export const isDateText = (value: ConditionLiteral): boolean =>
  typeof value === "string" && (parseLocalDate(value) ?? parseInstant(value)) !== undefined;

export const isClockText = (value: ConditionLiteral): boolean =>
  typeof value === "string" && parseLocalTime(value) !== undefined;

/** How messages name what is wanted or found. */
export const KIND_TEXT = {
  string: { zh: "文本", en: "a text" },
  number: { zh: "数字", en: "a number" },
  boolean: { zh: "是/否", en: "true or false" },
  date: { zh: "日期", en: "a date" },
  list: { zh: "列表", en: "a list" },
  null: { zh: "空值", en: "null" },
  any: { zh: "不定类型的值", en: "a value of any kind" },
  clock: { zh: "09:30 这样的时间", en: "a time such as 09:30" },
  dateText: { zh: "2026-06-18 这样的日期", en: "a date such as 2026-06-18" },
  days: { zh: "不小于 0 的整数天数", en: "a whole number of days from 0" },
  true: { zh: "true", en: "true" },
  texts: { zh: "文本列表", en: "a list of texts" },
  numbers: { zh: "数字列表", en: "a list of numbers" },
  booleans: { zh: "是/否列表", en: "a list of true and false" },
} as const satisfies Record<string, Text>;

export function literalText(value: ConditionLiteral): Text {
  const kind = kindOfLiteral(value);
  if (kind === undefined) return KIND_TEXT.null;
  if (kind === "list") return KIND_TEXT.list;
  const shown = JSON.stringify(value);
  return { zh: `${KIND_TEXT[kind].zh} ${shown}`, en: `${KIND_TEXT[kind].en}, ${shown}` };
}
