import type { Facts, JsonRule } from "@sopflow/engine/core";
import type { Condition } from "@sopflow/schemas";

/** One workload: rules, and the varied events that they judge. */
export interface RulesCase {
  readonly name: string;
  readonly rules: readonly JsonRule[];
  readonly facts: readonly (Facts & { readonly event: { readonly type: string } })[];
  /** Compiled rules are found by event type, as the worker does, instead of being tried one after another. */
  readonly indexed: boolean;
}

const EVENTS = 1_024;
const RULES_PER_TYPE = 10;
const TIERS = ["普通", "一般", "中", "高", "核心"] as const;
const CITIES = ["上海", "杭州", "北京", "成都", "广州", "武汉"] as const;

/** A rule of three comparisons: event type, an amount and the customer's tier. */
function threeConditions(i: number, types: number): JsonRule {
  const conditions: Condition[] = [
    { fact: "event", path: "$.type", operator: "equal", value: typeOf(i % types) },
    { fact: "event", path: "$.props.amount", operator: "greaterThan", value: 20_000 + ((i * 7_919) % 60_000) },
    { fact: "customer", path: "$.tier", operator: "in", value: [at(TIERS, i), at(TIERS, i + 2)] },
  ];
  const event = { type: "enroll", params: {} } as const;
  return { name: `bench@1/t${i}`, priority: 1, conditions: { all: conditions }, event };
}

/** Events with types, amounts and customers mixed by a fixed sequence, so that every run sees the same. */
function variedFacts(types: number): RulesCase["facts"] {
  const next = sequence(20_260_520);
  return Array.from({ length: EVENTS }, (_, i) => {
    const customer = {
      id: `c${i}`,
      tier: at(TIERS, next(TIERS.length)),
      tags: [`t${next(40)}`, `t${next(40)}`],
      attributes: { city: at(CITIES, next(CITIES.length)) },
      orders: { count: next(9), spend: next(300_000) },
    };
    const event = { id: `e${i}`, type: typeOf(next(types)), props: { amount: next(100_000), sku: `s${next(50)}` } };
    const moment = { at: Date.UTC(2026, 4, 20, 4), zone: "Asia/Shanghai" };
    return { customer, event, now: { weekday: 3 }, input: "event", bucket: () => i % 10_000, ...moment };
  });
}

/** The workloads of the rule benchmark; those of many rules with and without the index by event type. */
export function rulesCases(): RulesCase[] {
  const build = (name: string, count: number, indexed: boolean): RulesCase => {
    const types = Math.max(1, count / RULES_PER_TYPE);
    const rules = Array.from({ length: count }, (_, i) => threeConditions(i, types));
    return { name, rules, facts: variedFacts(Math.max(2, types)), indexed };
  };
  return [
    build("1 rule of 3 conditions", 1, false),
    build("50 rules", 50, false),
    build("50 rules, indexed", 50, true),
    build("200 rules", 200, false),
    build("200 rules, indexed", 200, true),
  ];
}

const typeOf = (i: number): string => `type.${i}`;

const at = <T>(list: readonly [T, ...T[]], i: number): T => list[i % list.length] ?? list[0];

/** Numbers below `limit` from a linear congruential sequence. */
function sequence(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
