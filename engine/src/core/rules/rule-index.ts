import { compileCondition } from "./compile-condition.js";
import { type Facts, RULE_INPUTS, type RuleInput } from "./facts.js";
import type { JsonRule } from "./json-rule.js";
import { conditionsWithout, placeRule, type RulePlacement } from "./rule-placement.js";

/** A rule and its test. A test from an index leaves out what the look-up has decided. */
export interface CompiledRule {
  readonly rule: JsonRule;
  matches(facts: Facts): boolean;
}

type Rules = readonly CompiledRule[];

/**
 * The rules of one flow version, found by what happens. Every list is in order of priority, highest first. A look-up
 * promises its test that the facts agree with it: after `at(p, i)` the facts' `position` is p and their `input` is i,
 * after a look-up by event type `event.type` is that type. Rules whose place cannot be read from their conditions are
 * in every list that they could belong to, so they cost time but are never lost.
 */
export interface RuleSet {
  /** Every rule with its whole test. */
  readonly all: Rules;
  /** Enroll rules for an event of this type. They keep their `position` and `input` conditions. */
  entry(eventType: string | undefined): Rules;
  /** Enroll rules that name no event type, for a trigger's position. */
  entryOther(position: string | undefined): Rules;
  /** What can happen to an enrollment at a position; for input `event`, `onEvent` is the narrower look-up. */
  at(position: string | undefined, input: RuleInput | undefined): Rules;
  /** `at(position, "event")` narrowed to an event type. */
  onEvent(position: string | undefined, eventType: string | undefined): Rules;
  /** Exit rules of the whole flow for an event of this type. */
  exits(eventType: string | undefined): Rules;
  /** Goal rules of the whole flow for an event of this type. */
  goals(eventType: string | undefined): Rules;
  /** Rules that take a node's tasks back (`cancelOn`) for an event of this type. */
  cancels(eventType: string | undefined): Rules;
  /** Whether `exits`, `goals` or `cancels` has any rule for an event of this type. */
  watches(eventType: string): boolean;
  /** All that can match these facts, each rule once; slower than the look-ups above. */
  candidates(facts: Facts): Rules;
  /** Event types that some rule asks for, sorted. */
  eventTypes(): readonly string[];
  /** True when a rule could match an event of any type, so `eventTypes` does not bound what the set listens to. */
  readonly anyEventType: boolean;
}

interface Placed {
  readonly rule: JsonRule;
  readonly place: RulePlacement;
}

/**
 * Compiles and indexes rules.
 * @throws RuleCompileError for conditions that validation refuses.
 */
export function compileRules(rules: readonly JsonRule[]): RuleSet {
  const placed = [...rules].sort((a, b) => b.priority - a.priority).map((rule) => ({ rule, place: placeRule(rule) }));
  const enroll = placed.filter(({ rule }) => rule.event.type === "enroll");
  // An exit or goal at a position, without an event type, belongs to a node; the others watch the whole flow.
  const isNodeRule = ({ rule, place }: Placed) =>
    rule.event.type === "advance" || (place.position !== undefined && place.eventType === undefined);
  const others = placed.filter(({ rule }) => rule.event.type !== "enroll");
  const flowRules = (type: "exit" | "goal" | "cancel") =>
    others.filter((p) => p.rule.event.type === type && !isNodeRule(p));

  const entryRules = enroll.filter(({ place }) => place.eventType !== undefined || place.position === undefined);
  const entry = indexByEventType(entryRules);
  const entryOther = indexByPosition(
    enroll.filter(({ place }) => place.eventType === undefined),
    (atPosition) => compileEach(atPosition, ({ position }) => [position]),
  );
  const nodeRules = indexByPosition(others.filter(isNodeRule), indexByInput);
  const exits = indexByEventType(flowRules("exit"));
  const goals = indexByEventType(flowRules("goal"));
  const cancels = indexByEventType(flowRules("cancel"));

  const watched = indexBy(
    placed.filter((p) => ["exit", "goal", "cancel"].includes(p.rule.event.type) && !isNodeRule(p)),
    (place) => place.eventType?.value,
    (rules) => rules.length > 0,
  );
  const eventTypes = [...new Set(placed.flatMap(({ place }) => place.eventType?.value ?? []))].sort();
  const set: Omit<RuleSet, "candidates"> = {
    all: compileEach(placed, () => []),
    entry,
    entryOther,
    at: (position, input) => nodeRules(position).byInput(input),
    onEvent: (position, eventType) => nodeRules(position).onEvent(eventType),
    exits,
    goals,
    cancels,
    watches: watched,
    eventTypes: () => eventTypes,
    anyEventType: placed.some(
      ({ place }) => place.eventType === undefined && (place.input === undefined || place.input.value === "event"),
    ),
  };
  return { ...set, candidates: (facts) => findCandidates(set, facts) };
}

const compileRule = (rule: JsonRule, decided: Parameters<typeof conditionsWithout>[1]): CompiledRule => ({
  rule,
  matches: compileCondition(conditionsWithout(rule, decided)),
});

function compileEach(
  placed: readonly Placed[],
  decided: (place: RulePlacement) => Parameters<typeof conditionsWithout>[1],
): CompiledRule[] {
  return placed.map(({ rule, place }) => compileRule(rule, decided(place)));
}

/** By key, each list with the rules that name no key; keys that no rule names get those alone. */
function indexBy<T>(
  placed: readonly Placed[],
  keyOf: (place: RulePlacement) => string | undefined,
  finish: (rules: readonly Placed[]) => T,
): (key: string | undefined) => T {
  const keys = new Set(placed.flatMap(({ place }) => keyOf(place) ?? []));
  const lists = new Map<string, T>();
  for (const key of keys) {
    lists.set(key, finish(placed.filter(({ place }) => (keyOf(place) ?? key) === key)));
  }
  const rest = finish(placed.filter(({ place }) => keyOf(place) === undefined));
  return (key) => (key === undefined ? rest : (lists.get(key) ?? rest));
}

const indexByPosition = <T>(placed: readonly Placed[], finish: (rules: readonly Placed[]) => T) =>
  indexBy(placed, (place) => place.position?.value, finish);

const indexByEventType = (placed: readonly Placed[]) =>
  indexBy(
    placed,
    (place) => place.eventType?.value,
    (rules) => compileEach(rules, ({ eventType }) => [eventType]),
  );

interface InputIndex {
  byInput(input: RuleInput | undefined): Rules;
  onEvent(eventType: string | undefined): Rules;
}

/** Rules of one position by input, those for an event by its type as well. */
function indexByInput(atPosition: readonly Placed[]): InputIndex {
  const acceptsInput = (input: string) =>
    atPosition.filter(({ place }) => place.input === undefined || place.input.value === input);
  const byInput = new Map<RuleInput | undefined, Rules>(
    RULE_INPUTS.map((key) => [key, compileEach(acceptsInput(key), ({ position, input }) => [position, input])]),
  );
  const anyInput = atPosition.filter(({ place }) => place.input === undefined);
  const unknownInput = compileEach(anyInput, ({ position }) => [position]);
  return {
    byInput: (input) => byInput.get(input) ?? unknownInput,
    onEvent: indexBy(
      acceptsInput("event"),
      (place) => place.eventType?.value,
      (rules) => compileEach(rules, ({ position, input, eventType }) => [position, input, eventType]),
    ),
  };
}

function findCandidates(set: Omit<RuleSet, "candidates">, facts: Facts): CompiledRule[] {
  const { position, input } = facts;
  const eventType = typeOfEvent(facts.event);
  const found = new Map<JsonRule, CompiledRule>();
  const lists = [
    set.entry(eventType),
    set.entryOther(position),
    input === "event" ? set.onEvent(position, eventType) : set.at(position, input),
    set.exits(eventType),
    set.goals(eventType),
    set.cancels(eventType),
  ];
  for (const compiled of lists.flat()) found.set(compiled.rule, compiled);
  return [...found.values()].sort((a, b) => b.rule.priority - a.rule.priority);
}

function typeOfEvent(event: unknown): string | undefined {
  // json-rules-engine skips the path when the fact is no object, so a bare text counts as the type.
  const type = typeof event === "object" && event !== null && "type" in event ? event.type : event;
  return typeof type === "string" ? type : undefined;
}
