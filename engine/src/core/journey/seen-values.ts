import {
  type Condition,
  type ConditionLeaf,
  isFactReference,
  isLeaf,
  type Json,
  type JsonObject,
} from "@sopflow/schemas";
import { compileLeaf } from "../rules/compile-leaf.js";
import { compileReader, type FactReader } from "../rules/fact-reader.js";
import type { Facts } from "../rules/facts.js";
import type { CompiledRule } from "../rules/rule-index.js";

/** Characters of one value, and of all values of a decision, that a trace line keeps. */
const MAX_VALUE = 200;
const MAX_ALL = 1_500;
/** What a value costs beside itself, roughly: quotes, comma, its name. */
const AROUND = 24;

/**
 * What a decision read, as its trace line keeps it: the values by `nameOfRead`, a missing one left out. Comparisons that
 * read something too large to keep are in `held` instead, by their place among those of all conditions asked, with what
 * they said. Undefined where the conditions ask nothing.
 */
export function seenValues(conditions: readonly Condition[], facts: Facts): JsonObject | undefined {
  let saw: JsonObject | undefined;
  let held: JsonObject | undefined;
  let size = 0;
  let place = 0;
  for (const condition of conditions) {
    for (const { reads, holds } of leavesOf(condition)) {
      saw ??= {};
      for (const { name, read } of reads) {
        if (name in saw) continue;
        const value = read(facts);
        if (value === undefined) continue;
        const cost = costOf(value);
        if (cost > MAX_VALUE || size + cost > MAX_ALL) {
          held ??= {};
          held[place] = holds(facts);
          break;
        }
        size += cost + AROUND;
        const plain = value as Json; // a cost that can be paid is that of plain data
        // The customer's own list goes on changing.
        saw[name] = Array.isArray(plain) ? [...plain] : plain;
      }
      place += 1;
    }
  }
  if (saw === undefined) return undefined;
  return held === undefined ? { saw } : { saw, held };
}

/** The same for rules that were asked in this order, up to the one that held. */
export function seenByRules(
  rules: readonly CompiledRule[],
  held: string | undefined,
  facts: Facts,
): JsonObject | undefined {
  const asked: Condition[] = [];
  for (const { rule } of rules) {
    asked.push(rule.conditions);
    if (rule.name === held) break;
  }
  return seenValues(asked, facts);
}

/** What a recorded value is called: fact and path, `customer.orders.count`; `bucket:<experiment>` of a bucket. */
export function nameOfRead({ fact, path, params }: Pick<ConditionLeaf, "fact" | "path" | "params">): string {
  if (params?.experiment !== undefined) return `${fact}:${params.experiment}`;
  return path === undefined ? fact : `${fact}${path.slice(1)}`;
}

/** Where the enrollment stands and what asks: known of every decision without being recorded. */
export const isPlaceLeaf = ({ fact }: Pick<ConditionLeaf, "fact">): boolean => fact === "position" || fact === "input";

/** Every comparison of a condition that a decision records, in order. */
export function recordedLeaves(condition: Condition): ConditionLeaf[] {
  if (isLeaf(condition)) return isPlaceLeaf(condition) ? [] : [condition];
  if ("any" in condition) return condition.any.flatMap(recordedLeaves);
  return ("all" in condition ? condition.all : [condition.not]).flatMap(recordedLeaves);
}

interface RecordedLeaf {
  readonly reads: readonly { readonly name: string; readonly read: FactReader }[];
  readonly holds: (facts: Facts) => boolean;
}

const compiled = new WeakMap<Condition, readonly RecordedLeaf[]>();

function leavesOf(condition: Condition): readonly RecordedLeaf[] {
  let known = compiled.get(condition);
  if (known === undefined) {
    known = recordedLeaves(condition).map((leaf) => {
      const sources = isFactReference(leaf.value) ? [leaf, leaf.value] : [leaf];
      const reads = sources.map((source) => ({ name: nameOfRead(source), read: compileReader(source) }));
      return { reads, holds: compileLeaf(leaf) };
    });
    compiled.set(condition, known);
  }
  return known;
}

/** Infinite for what is no plain value, nor a list of some. */
function costOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value === "number" || typeof value === "boolean" || value === null) return 8;
  if (!Array.isArray(value)) return Number.POSITIVE_INFINITY;
  let cost = 2;
  for (const item of value) {
    cost += Array.isArray(item) ? Number.POSITIVE_INFINITY : costOf(item) + 3;
    if (cost > MAX_VALUE) break;
  }
  return cost;
}
