import type { ConditionLeaf, Where } from "@sopflow/schemas";
import { compileCondition } from "./compile-condition.js";
import type { Facts } from "./facts.js";
import type { JsonRule } from "./json-rule.js";

/** Noon of 20 May 2026 in Shanghai. */
export const NOON_MS = Date.UTC(2026, 4, 20, 4);

/** Facts of nobody in particular, with what the test cares about. */
export const someFacts = (over: Partial<Facts> = {}): Facts => ({
  customer: {},
  now: {},
  bucket: () => 0,
  at: NOON_MS,
  zone: "Asia/Shanghai",
  ...over,
});

/** Whether a customer whose attribute `x` is `left` satisfies one comparison. */
export function compares(
  left: unknown,
  operator: string,
  value: ConditionLeaf["value"],
  over: Partial<Facts> = {},
): boolean {
  const where: Where = { all: [{ fact: "customer", path: "$.x", operator, value }] };
  return compileCondition(where)(someFacts({ customer: { x: left }, ...over }));
}

export const someRule = (conditions: Where, over: Partial<JsonRule> = {}): JsonRule => ({
  name: "rule",
  priority: 1,
  conditions,
  event: { type: "advance", params: {} },
  ...over,
});
