import { Engine, type EngineResult, type RuleProperties } from "json-rules-engine";
import { type Facts, type JsonRule, PLAIN_FACTS } from "../core/rules/index.js";
import { resolveDottedPath } from "./dotted-path.js";
import { registerOperators } from "./reference-operators.js";

export interface ReferenceOptions {
  /**
   * `dotted` (default) reads lazy facts too; `jsonpath` is json-rules-engine's own resolver, which sees own properties
   * only.
   */
  readonly paths?: "dotted" | "jsonpath";
  /** `total` (default) answers false where json-rules-engine would throw and fail the whole run; `original` throws. */
  readonly operators?: "total" | "original";
}

/**
 * Names of the rules that json-rules-engine matches, highest priority first. Each call has an engine of its own:
 * overlapping runs of one engine lose rules of lower priority without a word.
 * @throws what json-rules-engine throws for rules that validation refuses.
 */
export async function evaluateReference(
  rules: readonly JsonRule[],
  facts: Facts,
  options: ReferenceOptions = {},
): Promise<string[]> {
  const { results } = await runReference(rules, facts, options);
  const matched = new Map<string, number>();
  for (const { name } of results) matched.set(name, (matched.get(name) ?? 0) + 1);
  // Within one priority json-rules-engine orders by the depth of its promises; the order of definition is stabler.
  const inOrder = [...rules].sort((a, b) => b.priority - a.priority);
  return inOrder.filter(({ name }) => takeOne(matched, name)).map(({ name }) => name);
}

function takeOne(counts: Map<string, number>, name: string): boolean {
  const count = counts.get(name) ?? 0;
  counts.set(name, count - 1);
  return count > 0;
}

/** One run of a fresh engine over the rules, with its full results. */
export async function runReference(
  rules: readonly JsonRule[],
  facts: Facts,
  { paths = "dotted", operators = "total" }: ReferenceOptions = {},
): Promise<EngineResult> {
  const engine = new Engine([...rules] satisfies RuleProperties[], {
    allowUndefinedFacts: true,
    ...(paths === "dotted" && { pathResolver: resolveDottedPath }),
  });
  registerOperators(engine, facts, operators === "total");
  // Not cached: the cache key is a hash, and one collision would give one experiment another's bucket.
  engine.addFact("bucket", (params: { experiment?: string }) => facts.bucket(params.experiment), { cache: false });
  return engine.run(Object.fromEntries(PLAIN_FACTS.map((name) => [name, facts[name]])));
}
