import { type Condition, isFactReference, isLeaf, parseOperator } from "@sopflow/schemas";
import { type Facts, isPlainFact, type JsonRule } from "../core/rules/index.js";
import { resolveDottedPath } from "./dotted-path.js";

/*
 * The traps of json-rules-engine 7.3.1 that a rule of ours can meet, each as what a comparison looks like when it meets
 * it. Those that no rule of ours can meet are refused by validation: see dangerous-shapes.testkit.ts.
 */

/** One comparison of a rule with what it sees in the facts. */
interface Meeting {
  readonly operator: string;
  readonly decorators: readonly string[];
  readonly seen: unknown;
  readonly compared: unknown;
  /** The fact itself, before any path. */
  readonly fact: unknown;
  readonly hasPath: boolean;
  readonly isReference: boolean;
  /** It stands under a `not` group. */
  readonly isNegated: boolean;
}

const ORDERINGS = ["lessThan", "lessThanInclusive", "greaterThan", "greaterThanInclusive"];
const isOrdering = ({ operator }: Meeting) => ORDERINGS.includes(operator);
const isPlain = ({ decorators }: Meeting) => decorators.length === 0;
const isText = (value: unknown): value is string => typeof value === "string";
const isNumeric = (value: unknown) => isText(value) && value !== "" && !Number.isNaN(Number(value));
const isIso = (value: unknown) => isText(value) && /^\d{4}-\d{2}-\d{2}/.test(value);
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const outer = (name: string) => (m: Meeting) => m.decorators[0] === name;
const named =
  (...names: readonly string[]) =>
  (m: Meeting) =>
    names.includes(m.operator);
const missing = (m: Meeting) => m.seen === undefined && !m.isNegated;

/** Whether an object throws when it is made text or a number. */
function hasNoText(value: unknown): boolean {
  if (!isObject(value)) return false;
  try {
    void `${String(value)}`;
    return false;
  } catch {
    return true;
  }
}

type Row = (meeting: Meeting) => boolean;
const both =
  (...rows: readonly Row[]): Row =>
  (m) =>
    rows.every((row) => row(m));

/** By what they are called in the table of traps. */
export const QUIRK_ROWS: Readonly<Record<string, Row>> = {
  "missing: equal": both(missing, isPlain, named("equal")),
  "missing: an ordering": both(missing, isPlain, isOrdering),
  "missing: contains": both(missing, isPlain, named("contains")),
  "missing: doesNotContain": both(missing, isPlain, named("doesNotContain")),
  "missing: notEqual": both(missing, isPlain, named("notEqual")),
  "missing: in": both(missing, isPlain, named("in")),
  "missing: notIn": both(missing, isPlain, named("notIn")),
  "missing: not:contains": both(missing, outer("not"), named("contains")),
  "missing: not:lessThan": both(missing, outer("not"), named("lessThan")),
  "missing: contains inside a not": (m) =>
    m.seen === undefined && m.isNegated && isPlain(m) && m.operator === "contains",
  "a fact that is given as undefined, or not at all": (m) => m.fact === undefined,
  "null equal null": both(isPlain, named("equal"), (m) => m.seen === null && m.compared === null),
  "null in an ordering": both(isPlain, isOrdering, (m) => m.seen === null && typeof m.compared === "number"),
  "equal of a text and a number": both(
    isPlain,
    named("equal"),
    (m) => isNumeric(m.seen) && typeof m.compared === "number",
  ),
  "equal of lists": both(isPlain, named("equal"), (m) => Array.isArray(m.seen) && Array.isArray(m.compared)),
  "equal of NaN": both(isPlain, named("equal"), (m) => Number.isNaN(m.seen)),
  "in with a value of null": both(isPlain, named("in"), (m) => m.compared === null),
  "notIn with a value that is no list": both(isPlain, named("notIn"), (m) => !Array.isArray(m.compared)),
  "an ordering of two numbers as texts": both(isPlain, isOrdering, (m) => isNumeric(m.seen) && isNumeric(m.compared)),
  "an ordering of a text and a number": both(
    isPlain,
    isOrdering,
    (m) => isNumeric(m.seen) && typeof m.compared === "number",
  ),
  "an ordering of 600abc": both(isPlain, isOrdering, (m) => m.seen === "600abc"),
  "an ordering of a Date": both(isPlain, isOrdering, (m) => m.seen instanceof Date),
  "an ordering of [600]": both(isPlain, isOrdering, (m) => Array.isArray(m.seen) && m.seen.length === 1),
  "an ordering of 600n": both(isPlain, isOrdering, (m) => typeof m.seen === "bigint"),
  "an ordering of ISO texts": both(isPlain, isOrdering, (m) => isIso(m.seen) && isIso(m.compared)),
  "an ordering of an object without text": both(isPlain, isOrdering, (m) => hasNoText(m.seen)),
  "contains on a text": both(isPlain, named("contains"), (m) => isText(m.seen)),
  "in on a text": both(isPlain, named("in"), (m) => isText(m.seen) && isText(m.compared)),
  "a path of a fact that is text": (m) => m.hasPath && isText(m.fact),
  "a path of a fact that is null": (m) => m.hasPath && m.fact === null,
  "a path that leads to nothing": (m) => m.hasPath && isObject(m.fact) && m.seen === undefined,
  "a comparison with another fact": (m) => m.isReference,
  "a comparison with another fact that is missing": (m) => m.isReference && m.compared === undefined,
  "everyFact of an empty list": both(outer("everyFact"), (m) => Array.isArray(m.seen) && m.seen.length === 0),
  "everyFact of a list": both(outer("everyFact"), (m) => Array.isArray(m.seen) && m.seen.length > 1),
  "someFact of an empty list": both(outer("someFact"), (m) => Array.isArray(m.seen) && m.seen.length === 0),
  "someFact of a list": both(outer("someFact"), (m) => Array.isArray(m.seen) && m.seen.length > 1),
  "someFact of what is no list": both(outer("someFact"), (m) => !Array.isArray(m.seen)),
  "someValue of a list": both(outer("someValue"), (m) => Array.isArray(m.compared)),
  "someValue of what is no list": both(outer("someValue"), (m) => !Array.isArray(m.compared)),
  "everyValue of a list": both(outer("everyValue"), (m) => Array.isArray(m.compared)),
  "everyValue of what is no list": both(outer("everyValue"), (m) => !Array.isArray(m.compared)),
  swap: both(outer("swap"), (m) => m.seen !== undefined),
  "not before an operator": outer("not"),
  "someFact:not:in": (m) => m.operator === "in" && m.decorators.join(":") === "someFact:not",
  "two or more decorators": (m) => m.decorators.length > 1,
};

/** Traps of whole rules. */
export const RULE_ROWS: Readonly<Record<string, (rules: readonly JsonRule[]) => boolean>> = {
  "an empty all": (rules) => rules.some(({ conditions }) => some(conditions, (c) => "all" in c && c.all.length === 0)),
  "a not around a group": (rules) =>
    rules.some(({ conditions }) => some(conditions, (c) => "not" in c && !isLeaf(c.not))),
  "rules of equal priority": (rules) => new Set(rules.map(({ priority }) => priority)).size < rules.length,
  "rules of different priority": (rules) => new Set(rules.map(({ priority }) => priority)).size > 1,
  "one fact computed for two sets of parameters": (rules) => {
    const buckets = new Set<string>();
    for (const { conditions } of rules) {
      some(conditions, (c) => {
        if (isLeaf(c) && c.fact === "bucket") buckets.add(c.params?.experiment ?? "");
        return false;
      });
    }
    return buckets.size > 1;
  },
};

/** How many pairs of a rule and facts met each row. */
export class RowCounts {
  readonly #counts = new Map<string, number>();

  constructor(rows: readonly string[] = [...Object.keys(QUIRK_ROWS), ...Object.keys(RULE_ROWS)]) {
    for (const row of rows) this.#counts.set(row, 0);
  }

  add(row: string): void {
    this.#counts.set(row, (this.#counts.get(row) ?? 0) + 1);
  }

  count(rules: readonly JsonRule[], facts: Facts): void {
    for (const { conditions } of rules) {
      const meetings = meetingsOf(conditions, facts, false);
      for (const [row, meets] of Object.entries(QUIRK_ROWS)) if (meetings.some(meets)) this.add(row);
    }
    for (const [row, meets] of Object.entries(RULE_ROWS)) if (meets(rules)) this.add(row);
  }

  get all(): readonly (readonly [row: string, pairs: number])[] {
    return [...this.#counts];
  }
}

function meetingsOf(condition: Condition, facts: Facts, isNegated: boolean): Meeting[] {
  if (!isLeaf(condition)) {
    if ("not" in condition) return meetingsOf(condition.not, facts, !isNegated);
    return ("any" in condition ? condition.any : condition.all).flatMap((part) => meetingsOf(part, facts, isNegated));
  }
  const parsed = parseOperator(condition.operator);
  if (!parsed) return [];
  const { value } = condition;
  const isReference = isFactReference(value);
  return [
    {
      operator: parsed.name,
      decorators: parsed.decorators,
      seen: valueAt(facts, condition),
      compared: isReference ? valueAt(facts, value) : value,
      fact: factOf(facts, condition.fact),
      hasPath: condition.path !== undefined,
      isReference,
      isNegated,
    },
  ];
}

const factOf = (facts: Facts, name: string): unknown => (isPlainFact(name) ? facts[name] : undefined);

function valueAt(facts: Facts, { fact, path }: { fact: string; path?: string }): unknown {
  if (fact === "bucket") return facts.bucket(undefined);
  const value = factOf(facts, fact);
  return path !== undefined && isObject(value) ? resolveDottedPath(value, path) : value;
}

function some(condition: Condition, is: (condition: Condition) => boolean): boolean {
  if (is(condition)) return true;
  if (isLeaf(condition)) return false;
  if ("not" in condition) return some(condition.not, is);
  return ("any" in condition ? condition.any : condition.all).some((part) => some(part, is));
}
