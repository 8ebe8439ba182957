import {
  type Condition,
  type ConditionLeaf,
  isFactReference,
  isLeaf,
  type JsonObject,
  type Where,
} from "@sopflow/schemas";
import { isPlaceLeaf, nameOfRead } from "../core/journey/index.js";
import type { Facts, RuleInput } from "../core/rules/index.js";
import { type ExplainedCondition, explainRule, isExplainedGroup } from "../oracle/index.js";

/** What one trace line keeps of what its decision read. */
export interface RecordedValues {
  readonly saw: JsonObject;
  /** Comparisons that read more than is kept: what they said, by their place among all that were asked. */
  readonly held: Readonly<Record<string, boolean>>;
}

/** Where and when a decision was made. */
export interface DecisionPlace {
  /** Epoch ms. */
  readonly at: number;
  /** IANA zone of the flow. */
  readonly zone: string;
  readonly position: string;
  readonly input: RuleInput;
}

/** One line of a condition, groups before what they hold; `depth` counts from 0. */
export type ConditionRow = { readonly depth: number; readonly result: boolean } & (
  | { readonly group: "all" | "any" | "not" }
  | {
      readonly leaf: ConditionLeaf;
      /** What the fact was; absent where nothing was there, or where it was not kept. */
      readonly seen?: unknown;
      /** What it was compared with, when that was a fact too. */
      readonly compared?: unknown;
      /** False: the value was too large to keep, only its verdict was. */
      readonly isKept: boolean;
    }
);

export interface JudgedCondition {
  readonly result: boolean;
  readonly rows: readonly ConditionRow[];
}

/**
 * A condition as json-rules-engine judges it over recorded values. `from` = place of its first comparison among all that
 * the decision asked. What the compiler added to it is judged, and left out of the rows.
 */
export async function judgeRecorded(
  conditions: Where,
  { saw, held }: RecordedValues,
  place: DecisionPlace,
  from = 0,
): Promise<JudgedCondition> {
  const values: unknown[] = [];
  // Each comparison reads a place of its own, so that no value's name can get in another's way.
  const read = (value: unknown): { fact: string; path: string } => {
    values.push(value);
    return { fact: "customer", path: `$.v${values.length - 1}` };
  };
  let next = from;
  const rewrite = (condition: Condition): Condition => {
    if ("any" in condition) return { any: condition.any.map(rewrite) };
    if ("all" in condition) return { all: condition.all.map(rewrite) };
    if ("not" in condition) return { not: rewrite(condition.not) };
    if (isPlaceLeaf(condition)) return condition;
    const verdict = held[next++];
    if (verdict !== undefined) return { ...read(verdict), operator: "equal", value: true };
    const { operator, value } = condition;
    const right = isFactReference(value) ? read(saw[nameOfRead(value)]) : value;
    return { ...read(saw[nameOfRead(condition)]), operator, value: right };
  };
  const rewritten = { all: [rewrite(conditions)] };
  const facts: Facts = {
    customer: Object.fromEntries(values.flatMap((value, i) => (value === undefined ? [] : [[`v${i}`, value]]))),
    now: {},
    bucket: () => 0,
    ...place,
  };
  const rule = {
    name: "recorded",
    priority: 1,
    conditions: rewritten,
    event: { type: "advance", params: {} },
  } as const;
  const judged = await explainRule(rule, facts);
  next = from;
  const isHeld = () => held[next++] !== undefined;
  const root = judged.conditions[0];
  return { result: judged.result, rows: root ? rowsOf(conditions, root, 0, isHeld) : [] };
}

function rowsOf(written: Condition, judged: ExplainedCondition, depth: number, isHeld: () => boolean): ConditionRow[] {
  if (isLeaf(written)) return leafRow(written, judged, depth, isHeld);
  const group = "any" in written ? "any" : "all" in written ? "all" : "not";
  const parts = "any" in written ? written.any : "all" in written ? written.all : [written.not];
  const inner = isExplainedGroup(judged) ? judged.conditions : [];
  const rows = parts.flatMap((part, i) => {
    const one = inner[i];
    return one ? rowsOf(part, one, depth + 1, isHeld) : [];
  });
  // Whoever wrote one comparison, or none, did not think of a group.
  const isWritten = group === "not" || rows.filter((row) => row.depth === depth + 1).length > 1;
  if (isWritten) return [{ depth, group, result: judged.result }, ...rows];
  return rows.map((row) => ({ ...row, depth: row.depth - 1 }));
}

function leafRow(
  leaf: ConditionLeaf,
  judged: ExplainedCondition,
  depth: number,
  isHeld: () => boolean,
): ConditionRow[] {
  if (isPlaceLeaf(leaf) || isExplainedGroup(judged)) return [];
  const { result } = judged;
  if (isHeld()) return [{ depth, leaf, result, isKept: false }];
  const compared = isFactReference(leaf.value) ? judged.compared : undefined;
  return [
    {
      depth,
      leaf,
      result,
      isKept: true,
      ...(judged.seen !== undefined && { seen: judged.seen }),
      ...(compared !== undefined && { compared }),
    },
  ];
}
