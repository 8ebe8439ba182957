import { strictEqual } from "node:assert";
import { compileRules, type Facts } from "@sopflow/engine/core";
import { Engine } from "json-rules-engine";
import { type RulesCase, rulesCases } from "./rules-cases.js";

export interface RulesBenchResult {
  readonly case: string;
  readonly jreUsPerEvent: number;
  readonly compiledUsPerEvent: number;
  readonly ratio: number;
}

/** Each round takes a quarter of the events through both evaluators, one right after the other. */
const SLICES = 4;
/** Compiled rules repeat their slice this long; once through takes less than the clock can show. */
const MIN_COMPILED_MS = 25;

/**
 * json-rules-engine against compiled rules, in one run, median of interleaved rounds, with equal match counts asserted.
 * json-rules-engine is used at its best: one engine for all events, facts given at run time, and a path resolver that
 * splits at dots, which is twice as fast as its own.
 */
export async function benchRules(): Promise<RulesBenchResult[]> {
  const results: RulesBenchResult[] = [];
  for (const one of rulesCases()) results.push(await benchCase(one));
  return results;
}

async function benchCase(one: RulesCase): Promise<RulesBenchResult> {
  const runLibrary = libraryRunner(one);
  const runCompiled = compiledRunner(one);
  await runLibrary(one.facts.slice(0, 64));
  timeCompiled(runCompiled, one.facts);

  const rounds = one.rules.length > 1 ? SLICES : SLICES * 5;
  const library: number[] = [];
  const compiled: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const size = one.facts.length / SLICES;
    const slice = one.facts.slice((round % SLICES) * size, ((round % SLICES) + 1) * size);
    const startMs = performance.now();
    const expected = await runLibrary(slice);
    library.push(((performance.now() - startMs) * 1_000) / slice.length);
    const { matches, usPerEvent } = timeCompiled(runCompiled, slice);
    strictEqual(matches, expected, `${one.name}: both evaluators must match equally often`);
    compiled.push(usPerEvent);
  }
  const jreUsPerEvent = median(library);
  const compiledUsPerEvent = median(compiled);
  return { case: one.name, jreUsPerEvent, compiledUsPerEvent, ratio: jreUsPerEvent / compiledUsPerEvent };
}

function libraryRunner({ rules }: RulesCase): (facts: RulesCase["facts"]) => Promise<number> {
  const engine = new Engine([...rules], { allowUndefinedFacts: true, pathResolver: splitAtDots });
  return async (facts) => {
    let matches = 0;
    // One after the other: overlapping runs of one engine lose matches.
    for (const { event, customer } of facts) matches += (await engine.run({ event, customer })).results.length;
    return matches;
  };
}

const splitPaths = new Map<string, string[]>();

function splitAtDots(value: object, path: string): unknown {
  let names = splitPaths.get(path);
  if (names === undefined) {
    names = path.split(".").slice(1);
    splitPaths.set(path, names);
  }
  let current: unknown = value;
  for (const name of names) current = (current as Record<string, unknown> | undefined)?.[name]; // plain data
  return current;
}

function compiledRunner({ rules, indexed }: RulesCase): (facts: RulesCase["facts"]) => number {
  const set = compileRules(rules);
  const rulesFor = indexed
    ? (facts: Facts & { event: { type: string } }) => set.entry(facts.event.type)
    : () => set.all;
  return (all) => {
    let matches = 0;
    for (const facts of all) {
      for (const rule of rulesFor(facts)) if (rule.matches(facts)) matches++;
    }
    return matches;
  };
}

function timeCompiled(run: (facts: RulesCase["facts"]) => number, facts: RulesCase["facts"]) {
  const startMs = performance.now();
  let repeats = 0;
  let matches = 0;
  let elapsedMs = 0;
  while (elapsedMs < MIN_COMPILED_MS) {
    matches = run(facts);
    repeats++;
    elapsedMs = performance.now() - startMs;
  }
  return { matches, usPerEvent: (elapsedMs * 1_000) / (repeats * facts.length) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
