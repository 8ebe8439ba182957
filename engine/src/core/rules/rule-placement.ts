import { type Condition, type ConditionLeaf, isLeaf, type Where } from "@sopflow/schemas";
import type { JsonRule } from "./json-rule.js";

/** Where a rule can match at all, read from the comparisons that must hold; absent = anywhere. */
export interface RulePlacement {
  readonly position?: ConditionLeaf & { value: string };
  readonly input?: ConditionLeaf & { value: string };
  readonly eventType?: ConditionLeaf & { value: string };
}

/** Finds `position`, `input` and `event.type` equal to a text among the conditions that must all hold. */
export function placeRule(rule: JsonRule): RulePlacement {
  const leaves = conjuncts(rule.conditions).filter(isKeyLeaf);
  const find = (fact: string, path: string | undefined) =>
    leaves.find((leaf) => leaf.fact === fact && leaf.path === path);
  const position = find("position", undefined);
  const input = find("input", undefined);
  const eventType = find("event", "$.type");
  return { ...(position && { position }), ...(input && { input }), ...(eventType && { eventType }) };
}

/** The rule's conditions without comparisons that an index has already decided. */
export function conditionsWithout(rule: JsonRule, decided: readonly (ConditionLeaf | undefined)[]): Where {
  if (decided.every((leaf) => leaf === undefined)) return rule.conditions;
  return { all: conjuncts(rule.conditions).filter((part) => !(isLeaf(part) && decided.includes(part))) };
}

/** The parts that must all hold, groups of `all` opened. */
export function conjuncts(condition: Condition): Condition[] {
  const isPlainAll = "all" in condition && !("any" in condition); // beside `any`, json-rules-engine ignores `all`
  return isPlainAll ? condition.all.flatMap(conjuncts) : [condition];
}

const isKeyLeaf = (condition: Condition): condition is ConditionLeaf & { value: string } =>
  isLeaf(condition) && condition.operator === "equal" && typeof condition.value === "string";
