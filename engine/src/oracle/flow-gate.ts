import type { CompiledFlow } from "../core/flow/index.js";
import { boundaryCases, compileRules, type Facts, type JsonRule, type RuleSet } from "../core/rules/index.js";
import { checkAgainstOracle, type GateDifference, giveWay, messageOf } from "./publish-gate.js";
import { runReference } from "./reference-evaluator.js";
import { workConditions } from "./work-conditions.js";

interface Moment {
  readonly at: number;
  readonly zone: string;
}

/**
 * Rules that a run of the whole set evaluates, over all runs, at the most: json-rules-engine takes about 12 µs for each.
 * Sets of up to some 140 rules are run whole on facts of every rule; of larger ones facts of evenly chosen rules.
 */
const MAX_EVALUATIONS = 20_000;

/**
 * The publish gate of a flow: every condition that it can ask, alone, on boundary facts; then its whole rule set loaded
 * into one json-rules-engine, on facts that let each rule match, where the rules that match and the one that wins its
 * place must be those that the engine takes. An empty list means that the flow may be published.
 */
export async function gateFlow(compiled: CompiledFlow, moment: Moment): Promise<GateDifference[]> {
  const alone = await checkAgainstOracle([...compiled.rules, ...workConditions(compiled)], moment);
  if (alone.length > 0) return alone;
  return [...sharedPriorities(compiled.rules), ...(await checkTogether(compiled.rules, moment))];
}

/** Where a rule competes: of those that lead on from one node for one input, and of those that watch the whole flow. */
function placeOf({ conditions, event }: JsonRule): string {
  const leaves = "all" in conditions ? conditions.all : [];
  const equalTo = (fact: string) =>
    leaves.flatMap((leaf) =>
      "fact" in leaf && leaf.fact === fact && leaf.operator === "equal" ? [leaf.value] : [],
    )[0];
  const node = event.type === "cancel" ? event.params.node : equalTo("position");
  return JSON.stringify([event.type, node ?? null, equalTo("input") ?? null]);
}

/** At equal priority json-rules-engine's order follows the depth of its promises, and nobody could say who wins. */
function sharedPriorities(rules: readonly JsonRule[]): GateDifference[] {
  const taken = new Map<string, string>();
  return rules.flatMap((rule): GateDifference[] => {
    const place = `${placeOf(rule)} ${rule.priority}`;
    const other = taken.get(place);
    taken.set(place, rule.name);
    if (other === undefined) return [];
    const message = `${other} has the same priority at the same place; do not publish, report the rule`;
    return [{ rule: rule.name, problem: "priority_shared", message }];
  });
}

async function checkTogether(rules: readonly JsonRule[], moment: Moment): Promise<GateDifference[]> {
  const set = compileRules(rules);
  for (const rule of evenly(rules, Math.floor(MAX_EVALUATIONS / Math.max(1, rules.length)))) {
    const facts = boundaryCases(rule, moment)[0]?.facts;
    const difference = facts && (await compareSets(rules, set, facts));
    await giveWay();
    if (difference)
      return [{ rule: difference.rule ?? rule.name, problem: "set_differs", facts, message: difference.message }];
  }
  return [];
}

async function compareSets(
  rules: readonly JsonRule[],
  set: RuleSet,
  facts: Facts,
): Promise<{ rule?: string; message: string } | undefined> {
  const ours = winners(set.candidates(facts).flatMap((one) => (one.matches(facts) ? [one.rule] : [])));
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  let theirs: Map<string, string[]>;
  try {
    const { results } = await runReference(rules, facts);
    theirs = winners(results.flatMap(({ name }) => byName.get(name) ?? []));
  } catch (error) {
    return { message: messageOf(error) };
  }
  for (const place of new Set([...ours.keys(), ...theirs.keys()])) {
    const [mine = [], other = []] = [ours.get(place), theirs.get(place)];
    if (mine.join() === other.join()) continue;
    const rule = other.find((name, i) => name !== mine[i]) ?? mine.find((name, i) => name !== other[i]);
    const message = `at one place json-rules-engine takes ${list(other)} and the engine ${list(mine)}; do not publish, report the rule`;
    return { ...(rule !== undefined && { rule }), message };
  }
  return undefined;
}

const list = (names: readonly string[]): string => (names.length === 0 ? "no rule" : names.join(", "));

/** Names of the rules that match at each place, the one that is taken first. */
function winners(matched: readonly JsonRule[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const rule of matched) {
    const place = placeOf(rule);
    found.set(place, [...(found.get(place) ?? []), rule.name]);
  }
  return found;
}

function evenly<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: Math.max(1, count) }, (_, i) => items[Math.floor((i * items.length) / count)]).filter(
    (item) => item !== undefined,
  );
}
