import { type Condition, type ConditionLeaf, type FactReference, isFactReference } from "@sopflow/schemas";
import type { Facts, JsonRule } from "../core/rules/index.js";
import { runReference } from "./reference-evaluator.js";

/** A comparison with what it saw. `seen` and `compared` are undefined where nothing was there. */
export interface ExplainedLeaf {
  readonly fact: string;
  readonly path?: string;
  readonly experiment?: string;
  readonly operator: string;
  readonly seen: unknown;
  /** The value the fact was compared with, a reference already read. */
  readonly compared: unknown;
  /** Where `compared` came from, when the rule names another fact. */
  readonly reference?: FactReference;
  readonly result: boolean;
}

export interface ExplainedGroup {
  readonly group: "all" | "any" | "not";
  readonly result: boolean;
  readonly conditions: readonly ExplainedCondition[];
}

export type ExplainedCondition = ExplainedLeaf | ExplainedGroup;

/** Why a rule matches these facts or does not: its conditions as json-rules-engine judged them. */
export async function explainRule(rule: JsonRule, facts: Facts): Promise<ExplainedGroup> {
  const { results, failureResults } = await runReference([rule], facts);
  const judged = results[0] ?? failureResults[0];
  if (judged === undefined) throw new Error(`json-rules-engine gave no result for rule ${rule.name}`);
  const root = explainNode(judged.conditions);
  return { ...asGroup(root), result: judged.result === true };
}

/** A node of the library's result tree: our condition with its verdict added. */
type Judged = Condition & { result?: boolean; factResult?: unknown; valueResult?: unknown };

function explainNode(node: unknown): ExplainedCondition {
  const judged = node as Judged; // the library clones our conditions and adds its results to the clones
  const group = (["any", "all", "not"] as const).find((name) => name in judged);
  if (group === undefined) return explainLeaf(judged);
  const inner = (judged as Partial<Record<typeof group, unknown>>)[group]; // found by `in` above
  const conditions = (Array.isArray(inner) ? inner : [inner]).map(explainNode);
  return { group, result: judged.result === true, conditions };
}

function explainLeaf(judged: Judged): ExplainedLeaf {
  const leaf = judged as ConditionLeaf; // no group, so a comparison
  return {
    fact: leaf.fact,
    ...(leaf.path !== undefined && { path: leaf.path }),
    ...(leaf.params && { experiment: leaf.params.experiment }),
    operator: leaf.operator,
    seen: judged.factResult,
    compared: judged.valueResult,
    ...(isFactReference(leaf.value) && { reference: leaf.value }),
    result: judged.result === true,
  };
}

function asGroup(explained: ExplainedCondition): ExplainedGroup {
  return "group" in explained ? explained : { group: "all", result: explained.result, conditions: [explained] };
}

/** True for a group of an explanation, false for a comparison. */
export const isExplainedGroup = (explained: ExplainedCondition): explained is ExplainedGroup => "group" in explained;
