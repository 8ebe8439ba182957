import { type Condition, type ConditionLeaf, isFactReference, isLeaf, type Where } from "@sopflow/schemas";
import { timedFact } from "../profile/timed-facts.js";
import { compileCondition, type FactsTest } from "../rules/compile-condition.js";
import { compileReader, type FactReader } from "../rules/fact-reader.js";
import type { Facts } from "../rules/facts.js";
import { conjuncts } from "../rules/rule-placement.js";

/** A fact that some conditions ask for by name, and which of them asks for which value. */
interface Question {
  readonly read: FactReader;
  readonly byValue: Map<unknown, number[]>;
}

/**
 * Which of many triggers a customer can match at all, found by one fact that the condition of each asks for: `stage`
 * equal to a text, `tags` containing one. A brand with hundreds of flows has as many triggers, and nearly all of them
 * fail at such a fact. It must be one that time leaves alone: then an audience that fails at it needs no timer either.
 */
export class ConditionIndex {
  readonly #questions = new Map<string, Question>();
  readonly #others: number[] = [];

  /** Places in the list name the conditions from then on. */
  constructor(wheres: readonly Where[]) {
    for (const [place, where] of wheres.entries()) {
      const leaf = conjuncts(where).find(isKey);
      if (leaf === undefined) this.#others.push(place);
      else this.#ask(leaf, place);
    }
  }

  /** Places of the conditions that may hold for these facts, and of those in `more`, ascending. */
  placesFor(facts: Facts, more: readonly number[] = []): readonly number[] {
    const places = [...this.#others, ...more];
    for (const { read, byValue } of this.#questions.values()) {
      const value = read(facts);
      if (!Array.isArray(value)) places.push(...(byValue.get(value) ?? []));
      else for (const one of value) places.push(...(byValue.get(one) ?? []));
    }
    return places.length > 1 ? [...new Set(places)].sort((a, b) => a - b) : places;
  }

  #ask(leaf: Key, place: number): void {
    const name = `${leaf.fact} ${leaf.operator} ${leaf.path ?? ""}`;
    let question = this.#questions.get(name);
    if (question === undefined) {
      question = { read: compileReader(leaf), byValue: new Map() };
      this.#questions.set(name, question);
    }
    const places = question.byValue.get(leaf.value);
    if (places) places.push(place);
    else question.byValue.set(leaf.value, [place]);
  }
}

/** The test of the part of a condition by which the index would find it; undefined where it has none. */
export function timelessTest(where: Where): FactsTest | undefined {
  const leaf = conjuncts(where).find(isKey);
  return leaf && compileCondition({ all: [leaf] });
}

type Key = ConditionLeaf & { value: string };

/** The type of an event is no news: rules are looked up by it. */
const isKey = (condition: Condition): condition is Key =>
  isLeaf(condition) &&
  condition.path !== "$.type" &&
  (condition.fact === "customer" || condition.fact === "event") &&
  (condition.operator === "equal" || condition.operator === "contains") &&
  !isFactReference(condition.value) &&
  typeof condition.value === "string" &&
  timedFact(condition.fact, condition.path) === undefined;
