import { type Condition, type ConditionLeaf, isFactReference, isLeaf, type Json } from "@sopflow/schemas";
import { compileLeaf } from "../rules/compile-leaf.js";
import { compileReader } from "../rules/fact-reader.js";
import type { Facts } from "../rules/facts.js";

/** One comparison of a condition with what the fact was at that moment. */
export interface ExplainedLeaf {
  readonly leaf: ConditionLeaf;
  /** It stands below an odd number of `not`. */
  readonly negated: boolean;
  /** What the fact held; undefined = missing. Lists are cut. */
  readonly actual?: Json;
  /** What it contributed: true = it spoke for the condition, `not` reckoned in. */
  readonly speaksFor: boolean;
}

const MAX_LIST = 20;
/** What the compiler adds to every rule; nobody wrote it. */
const ADDED: ReadonlySet<string> = new Set(["position", "input"]);

/** Every comparison that an author wrote in a condition, in order, with the values it saw. */
export function explainCondition(condition: Condition, facts: Facts, negated = false): ExplainedLeaf[] {
  if (isLeaf(condition)) {
    if (ADDED.has(condition.fact) || isEventType(condition)) return [];
    const holds = compileLeaf(condition)(facts);
    const actual = asJson(compileReader(condition)(facts));
    return [{ leaf: condition, negated, speaksFor: holds !== negated, ...(actual !== undefined && { actual }) }];
  }
  if ("not" in condition) return explainCondition(condition.not, facts, !negated);
  const parts = "all" in condition ? condition.all : condition.any;
  return parts.flatMap((part) => explainCondition(part, facts, negated));
}

/** Which event it is stands in the line anyway. */
const isEventType = ({ fact, path, value }: ConditionLeaf): boolean =>
  fact === "event" && path === "$.type" && !isFactReference(value);

/** Facts are lazy and may be large; what is kept is small and plain. */
function asJson(value: unknown): Json | undefined {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (!Array.isArray(value)) return undefined;
  return value.slice(0, MAX_LIST).flatMap((item) => asJson(item) ?? []);
}
