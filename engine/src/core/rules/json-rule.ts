import type { Json, Where } from "@sopflow/schemas";

/** What a rule's match means to the engine. `cancel` takes open tasks of one node back (`cancelOn`). */
export const RULE_EVENTS = ["enroll", "advance", "exit", "goal", "cancel"] as const;
export type RuleEventType = (typeof RULE_EVENTS)[number];

/** One compiled rule, exactly what json-rules-engine's `new Engine(rules)` takes. `priority` is an integer from 1. */
export interface JsonRule {
  name: string;
  priority: number;
  conditions: Where;
  event: { type: RuleEventType; params: Record<string, Json> };
}
