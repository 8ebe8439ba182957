import {
  type Condition,
  type ConditionLeaf,
  type ConditionLiteral,
  type FactInfo,
  isFactReference,
  isLeaf,
  lookUpFact,
  OPERATORS,
  parseOperator,
  type Where,
} from "@sopflow/schemas";
import { factWords, openNames, plainPath } from "./fact-words.js";
import { joinSome, type Locale } from "./locale.js";
import { type Names, NO_NAMES } from "./names.js";
import { operatorWords } from "./operator-words.js";
import { isMoneyProp } from "./prop-words.js";
import { eventWords, valueWords } from "./value-words.js";

const FEN_PER_YUAN = 100;

/** A condition in plain words: "订单数不小于 2，且客户等级等于高". An empty `all` gives an empty text. */
export function conditionWords(where: Where | Condition, locale: Locale, names: Names = NO_NAMES): string {
  if (isLeaf(where)) return leafWords(where, locale, names);
  if ("not" in where) {
    const inner = conditionWords(where.not, locale, names);
    return locale === "zh" ? `并非（${inner}）` : `not (${inner})`;
  }
  const isAll = "all" in where;
  const parts = isAll ? where.all : where.any;
  const between = isAll ? { zh: "，且", en: " and " } : { zh: "，或", en: " or " };
  return parts
    .map((part) => inBrackets(part, conditionWords(part, locale, names), parts.length, locale))
    .filter((words) => words !== "")
    .join(between[locale]);
}

/** A group of several inside another group; brackets keep "and" and "or" apart. */
function inBrackets(part: Condition, words: string, siblings: number, locale: Locale): string {
  if (isLeaf(part) || "not" in part || siblings < 2 || words === "") return words;
  const size = "all" in part ? part.all.length : part.any.length;
  if (size < 2) return words;
  return locale === "zh" ? `（${words}）` : `(${words})`;
}

function leafWords(leaf: ConditionLeaf, locale: Locale, names: Names): string {
  const fact = factWords(leaf.fact, leaf.path, locale, names);
  const parsed = parseOperator(leaf.operator);
  const value = valueText(leaf, locale, names);
  const gap = locale === "zh" ? "" : " ";
  if (parsed === undefined) return [fact, leaf.operator, value].join(" ");
  const info = OPERATORS[parsed.name];
  const operator = operatorWords(leaf.operator, locale);
  if (info.right === "true") return `${fact}${gap}${operator}`;
  // The table's labels leave a place for the number of days in the middle of the phrase.
  if (info.right === "days") return `${fact}${gap}${withDays(operator, value, locale)}`;
  return `${fact}${gap}${operator} ${value}`;
}

function withDays(operator: string, days: string, locale: Locale): string {
  if (locale === "zh") return operator.replace("几天", ` ${days} 天`);
  return operator.replace(/\bdays\b/, days === "1" ? "1 day" : `${days} days`);
}

function valueText(leaf: ConditionLeaf, locale: Locale, names: Names): string {
  const { value } = leaf;
  if (isFactReference(value)) return factWords(value.fact, value.path, locale, names);
  const path = plainPath(leaf.path);
  const known = lookUpFact(leaf.fact, path);
  const info: FactInfo | undefined = known && isMoneyProp(known.path, path) ? { ...known, unit: "fen" } : known;
  const one = (item: ConditionLiteral) => literalText(item, leaf.fact, path, info, locale, names);
  return Array.isArray(value) ? joinSome(value.map(one), locale) : one(value);
}

function literalText(
  value: ConditionLiteral,
  fact: string,
  path: string,
  info: FactInfo | undefined,
  locale: Locale,
  names: Names,
): string {
  if (typeof value === "boolean") return value ? { zh: "是", en: "yes" }[locale] : { zh: "否", en: "no" }[locale];
  if (value === null) return { zh: "空", en: "empty" }[locale];
  if (typeof value === "number") return numberText(value, info, locale);
  if (Array.isArray(value)) return value.join(", ");
  const pattern = info?.path ?? path;
  if (fact === "event" && pattern === "type") return eventWords(value, locale);
  const known = nameOfValue(value, fact, pattern, path, names) ?? valueWords(fact, pattern, value, locale);
  return known ?? (locale === "zh" ? `「${value}」` : `"${value}"`);
}

function nameOfValue(value: string, fact: string, pattern: string, path: string, names: Names): string | undefined {
  if (fact === "task" && pattern === "outcome") return names.outcome?.(value, undefined);
  if (fact === "tasks" && pattern === "*.outcome") return names.outcome?.(value, openNames(pattern, path)[0]);
  if (pattern === "orders.last.skus") return names.product?.(value);
  if (pattern === "flows.active" || pattern === "flows.lastExit.flowId") return names.flow?.(value);
  if (pattern === "advisorId" || pattern === "advisors") return names.advisor?.(value);
  return fact === "task" && pattern === "nodeId" ? names.node?.(value) : undefined;
}

function numberText(value: number, info: FactInfo | undefined, locale: Locale): string {
  if (info?.unit === "fen") {
    const yuan = value / FEN_PER_YUAN;
    const digits = Number.isInteger(yuan) ? 0 : 2;
    return `¥${yuan.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: 2 })}`;
  }
  if (info?.unit === "share") return `${Math.round(value * 1000) / 10}%`;
  if (info?.unit === "days") return locale === "zh" ? `${value} 天` : `${value} ${value === 1 ? "day" : "days"}`;
  return String(value);
}
