import {
  type Condition,
  type ConditionLeaf,
  type ConditionLiteral,
  isFactReference,
  isLeaf,
  parseOperator,
} from "@sopflow/schemas";
import { boundaryDates, boundaryValues, MISSING, SAMPLE_VALUES } from "./boundary-values.js";
import { compileCondition } from "./compile-condition.js";
import { type Facts, isPlainFact, RULE_INPUTS } from "./facts.js";
import type { JsonRule } from "./json-rule.js";

/** Facts at the edge of one of a rule's comparisons, the others left as they let the rule match. */
export interface BoundaryCase {
  readonly facts: Facts;
  /** Which fact was changed, `customer $.orders.count`; empty for the base that should match. */
  readonly changed: string;
}

/** A place in the facts that a condition reads. */
interface Slot {
  readonly fact: string;
  readonly path: readonly string[];
  readonly experiment?: string;
}

type Assignment = ReadonlyMap<string, { readonly slot: Slot; readonly value: unknown }>;

interface Moment {
  readonly at: number;
  readonly zone: string;
}

/**
 * Facts where evaluators would differ if they did: for each comparison its own value, one step beside it, missing,
 * null, values of other types, lists with and without the element, one at a time from facts that satisfy the rule as
 * far as it can be satisfied by simple means.
 */
export function boundaryCases(rule: JsonRule, moment: Moment): BoundaryCase[] {
  const leaves = leavesOf(rule.conditions, true);
  const base = satisfy(leaves, moment);
  const cases: BoundaryCase[] = [{ facts: toFacts(base, moment), changed: "" }];
  for (const [key, values] of valuesBySlot(leaves, moment)) {
    for (const value of values.values) {
      const facts = toFacts(assign(base, key, values.slot, value), moment);
      cases.push({ facts, changed: `${values.slot.fact} $.${values.slot.path.join(".")}` });
    }
  }
  return cases;
}

interface WantedLeaf {
  readonly leaf: ConditionLeaf;
  readonly wanted: boolean;
}

function leavesOf(condition: Condition, wanted: boolean): WantedLeaf[] {
  if (isLeaf(condition)) return [{ leaf: condition, wanted }];
  if ("not" in condition) return leavesOf(condition.not, !wanted);
  const inner = "any" in condition ? condition.any : condition.all;
  return inner.flatMap((part) => leavesOf(part, wanted));
}

const slotOf = (source: { fact: string; path?: string; params?: { experiment: string } }): Slot => ({
  fact: source.fact,
  path: source.path?.split(".").slice(1) ?? [],
  ...(source.params && { experiment: source.params.experiment }),
});

const keyOf = (slot: Slot): string => JSON.stringify([slot.fact, slot.path, slot.experiment ?? ""]);

/** Literals that a comparison can meet; those of a reference are samples, since the other fact may hold anything. */
const literalsOf = (leaf: ConditionLeaf): readonly ConditionLiteral[] =>
  isFactReference(leaf.value) ? SAMPLE_VALUES : [leaf.value];

function valuesBySlot(leaves: readonly WantedLeaf[], moment: Moment) {
  const bySlot = new Map<string, { slot: Slot; values: Set<unknown> }>();
  const add = (slot: Slot, values: readonly unknown[]) => {
    const entry = bySlot.get(keyOf(slot)) ?? { slot, values: new Set() };
    for (const value of values) entry.values.add(value);
    bySlot.set(keyOf(slot), entry);
  };
  for (const { leaf } of leaves) {
    add(slotOf(leaf), candidatesFor(leaf, moment));
    if (isFactReference(leaf.value)) add(slotOf(leaf.value), [...SAMPLE_VALUES, null, MISSING]);
  }
  return bySlot;
}

function candidatesFor(leaf: ConditionLeaf, { at, zone }: Moment): unknown[] {
  const timed = /Days$|^before$|^after$/.test(parseOperator(leaf.operator)?.name ?? "");
  return literalsOf(leaf).flatMap((literal) => [
    ...(timed ? boundaryDates(literal, at, zone) : []),
    ...boundaryValues(literal),
  ]);
}

/** Chooses for each place the first value that most of its comparisons want. */
function satisfy(leaves: readonly WantedLeaf[], moment: Moment): Assignment {
  let chosen: Assignment = new Map();
  for (const { leaf } of leaves) {
    if (!isFactReference(leaf.value)) continue;
    chosen = assign(chosen, keyOf(slotOf(leaf.value)), slotOf(leaf.value), SAMPLE_VALUES[0]);
  }
  const tests = leaves.map(({ leaf, wanted }) => ({ leaf, wanted, holds: compileCondition({ all: [leaf] }) }));
  for (const [key, slot] of new Map(leaves.map(({ leaf }) => [keyOf(slotOf(leaf)), slotOf(leaf)]))) {
    const own = tests.filter(({ leaf }) => keyOf(slotOf(leaf)) === key);
    let best = { score: -1, value: undefined as unknown };
    for (const value of own.flatMap(({ leaf }) => candidatesFor(leaf, moment))) {
      const facts = toFacts(assign(chosen, key, slot, value), moment);
      const score = own.filter(({ holds, wanted }) => holds(facts) === wanted).length;
      if (score > best.score) best = { score, value };
      if (score === own.length) break;
    }
    chosen = assign(chosen, key, slot, best.value);
  }
  return chosen;
}

const assign = (assignment: Assignment, key: string, slot: Slot, value: unknown): Assignment =>
  new Map(assignment).set(key, { slot, value });

const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

function toFacts(assignment: Assignment, { at, zone }: Moment): Facts {
  const facts: Record<string, unknown> = { customer: {}, now: {}, at, zone };
  const buckets = new Map<string, number>();
  const byDepth = [...assignment.values()].sort((a, b) => a.slot.path.length - b.slot.path.length);
  for (const { slot, value } of byDepth) {
    if (slot.fact === "bucket" && typeof value === "number") buckets.set(slot.experiment ?? "", value);
    if (!isPlainFact(slot.fact) || slot.path.some((name) => FORBIDDEN_NAMES.has(name))) continue;
    if (slot.fact === "position" && typeof value !== "string") continue;
    if (slot.fact === "input" && !RULE_INPUTS.some((input) => input === value)) continue;
    write(facts, [slot.fact, ...slot.path], value);
  }
  const bucket = (experiment = "") => buckets.get(experiment) ?? 0;
  return { ...facts, bucket } as unknown as Facts; // every field above has been given its type
}

/** Sets a value at a path, making objects on the way; objects that it goes through are its own. */
function write(target: Record<string, unknown>, names: readonly string[], value: unknown): void {
  const [name = "", ...rest] = names;
  if (rest.length > 0) {
    const inner = target[name];
    const isObject = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    const next: Record<string, unknown> = isObject ? { ...inner } : {};
    target[name] = next;
    write(next, rest, value);
  } else if (value === MISSING) {
    delete target[name];
  } else {
    target[name] = value;
  }
}
