import {
  boundaryCases,
  type CompiledRule,
  compileRules,
  type Facts,
  type JsonRule,
  type RuleSet,
} from "../core/rules/index.js";
import { evaluateReference } from "./reference-evaluator.js";

/** Facts on which the evaluators disagree about a rule, or a rule that one of them refuses. */
export interface GateDifference {
  readonly rule: string;
  readonly problem:
    | "closure_differs"
    | "index_differs"
    | "set_differs"
    | "priority_shared"
    | "compile_failed"
    | "reference_failed";
  /** json-rules-engine's answer; absent where it or the compiler failed. */
  readonly reference?: boolean;
  /** The fact at its boundary, such as `customer $.orders.count`. */
  readonly changed?: string;
  readonly facts?: Facts;
  readonly message: string;
}

/** A moment with nothing special about it: no leap day, no change of the clock, no midnight. */
const GATE_MOMENT = { at: Date.UTC(2026, 4, 20, 4, 30), zone: "Asia/Shanghai" } as const;

/**
 * Compares the compiled evaluator, rule by rule and through its index, with json-rules-engine on facts at the
 * boundaries of every comparison. An empty list means the rules may be published.
 * @param moment logical time (epoch ms) and zone for the date operators; give the flow's zone.
 */
export async function checkAgainstOracle(
  rules: readonly JsonRule[],
  moment: { at: number; zone: string } = GATE_MOMENT,
): Promise<GateDifference[]> {
  const compiled = compile(rules);
  if (!("all" in compiled)) return [compiled];
  const differences: GateDifference[] = [];
  for (const one of compiled.all) {
    differences.push(...(await checkRule(one, compiled, moment)));
    await giveWay();
  }
  return differences;
}

/** Lets everything else of the process have a turn: json-rules-engine's promises alone never do. */
export const giveWay = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function compile(rules: readonly JsonRule[]): RuleSet | GateDifference {
  try {
    return compileRules(rules);
  } catch (error) {
    return { rule: "", problem: "compile_failed", message: messageOf(error) };
  }
}

/** At most one difference of each kind: the first shows the fault. */
async function checkRule(
  { rule, matches }: CompiledRule,
  set: RuleSet,
  moment: { at: number; zone: string },
): Promise<GateDifference[]> {
  const found = new Map<GateDifference["problem"], GateDifference>();
  const report = (difference: GateDifference) => {
    if (!found.has(difference.problem)) found.set(difference.problem, difference);
  };
  for (const { facts, changed } of boundaryCases(rule, moment)) {
    const reference = await judge(rule, facts);
    if (typeof reference !== "boolean") {
      report({ rule: rule.name, problem: "reference_failed", changed, facts, message: reference.message });
      continue;
    }
    if (matches(facts) !== reference) report(differ("closure_differs", rule, reference, changed, facts));
    const indexed = set.candidates(facts).some((one) => one.rule === rule && one.matches(facts));
    if (indexed !== reference) report(differ("index_differs", rule, reference, changed, facts));
  }
  return [...found.values()];
}

async function judge(rule: JsonRule, facts: Facts): Promise<boolean | { message: string }> {
  try {
    return (await evaluateReference([rule], facts)).length === 1;
  } catch (error) {
    return { message: messageOf(error) };
  }
}

const differ = (
  problem: "closure_differs" | "index_differs",
  rule: JsonRule,
  reference: boolean,
  changed: string,
  facts: Facts,
): GateDifference => ({
  rule: rule.name,
  problem,
  reference,
  changed,
  facts,
  message: `json-rules-engine says ${reference} and the compiled rule ${!reference}; do not publish, report the rule`,
});

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
