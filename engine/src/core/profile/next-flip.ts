/**
 * When time alone may change the answer of a condition: audiences and wait.condition plan their timers by it, so that
 * nobody is ever scanned.
 *
 * 1. The result is never too late: between `at` and it (or for ever, when undefined) the answer stays as it is, if nothing
 *    but time passes.
 * 2. A comparison's own flip is exact: the candidates come from the thresholds in the condition, and each is tried.
 * 3. In groups what cannot matter is left out: an `all` that is false waits for the LAST of its false parts, one of which may
 *    never flip; `any` likewise the other way round. So most customers get no timer at all.
 */

import type { Customer } from "@sopflow/schemas";
import {
  type Condition,
  type ConditionLeaf,
  isFactReference,
  isLeaf,
  parseOperator,
  type Where,
} from "@sopflow/schemas";
import { compileReader, type FactReader } from "../rules/fact-reader.js";
import { compileCondition, type Facts } from "../rules/index.js";
import { customerFacts } from "./customer-facts.js";
import { dateOperatorMoments } from "./date-moments.js";
import type { MomentScope, Moments } from "./moments.js";
import { nowFacts } from "./now-facts.js";
import { nextMidnight, nextMinute } from "./now-moments.js";
import { timedFact } from "./timed-facts.js";

/** A facts view at any time: everything but `customer`, `now` and `at` stays as it is. */
interface Scope {
  readonly customer: Customer;
  readonly facts: Facts;
  readonly more: MoreFacts;
}

interface Planner {
  /** Undefined where a fact is read that is not at hand. (Of these facts none changes by time.) */
  holds(scope: Scope): boolean | undefined;
  /** The first moment after `facts.at` at which `holds` may change. */
  next(scope: Scope): number | undefined;
}

/** Facts beyond `customer` and `now`, where the condition stands inside a flow. */
export type MoreFacts = Partial<Pick<Facts, "event" | "enrollment" | "task" | "tasks" | "bucket" | "position">>;

/**
 * The earliest logical time after `at` (epoch ms) at which time alone may change the answer of `where` for this customer,
 * with days counted in `zone`; undefined when time alone never changes it. `more` are the facts of an enrollment, where
 * the condition reads them; without them the answer is only earlier than it need be.
 */
export function nextFlip(
  where: Where,
  customer: Customer,
  at: number,
  zone: string,
  more: MoreFacts = {},
): number | undefined {
  return plannerOf(where).next({ customer, facts: factsAt(customer, at, zone, more), more });
}

/** Conditions belong to published versions and live as long; so do their planners. */
const PLANNERS = new WeakMap<Where, Planner>();

function plannerOf(where: Where): Planner {
  let planner = PLANNERS.get(where);
  if (planner === undefined) {
    planner = makePlanner(where);
    PLANNERS.set(where, planner);
  }
  return planner;
}

const NO_BUCKET = () => 0;

const factsAt = (customer: Customer, at: number, zone: string, more: MoreFacts): Facts => ({
  bucket: NO_BUCKET,
  ...more,
  customer: customerFacts(customer, at, zone),
  now: nowFacts(at, zone),
  at,
  zone,
});

function makePlanner(condition: Condition): Planner {
  if (isLeaf(condition)) return leafPlanner(condition);
  if ("not" in condition) {
    const inner = makePlanner(condition.not);
    return { holds: (scope) => negate(inner.holds(scope)), next: (scope) => inner.next(scope) };
  }
  return "all" in condition
    ? groupPlanner(condition.all.map(makePlanner), false)
    : groupPlanner(condition.any.map(makePlanner), true);
}

const negate = (answer: boolean | undefined) => (answer === undefined ? undefined : !answer);

/** `decides`: the answer of one part that settles the whole group: false for `all`, true for `any`. */
function groupPlanner(parts: readonly Planner[], decides: boolean): Planner {
  return {
    holds(scope) {
      let answer: boolean | undefined = !decides;
      for (const part of parts) {
        const holds = part.holds(scope);
        if (holds === decides) return decides;
        if (holds === undefined) answer = undefined;
      }
      return answer;
    },
    next(scope) {
      let last: number | undefined;
      for (const part of parts) {
        if (part.holds(scope) !== decides) continue;
        const next = part.next(scope);
        if (next === undefined) return undefined;
        if (last === undefined || next > last) last = next;
      }
      if (last === undefined) {
        for (const part of parts) last = earlier(last, part.next(scope));
      }
      return last;
    },
  };
}

const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

function leafPlanner(leaf: ConditionLeaf): Planner {
  const test = compileCondition({ all: [leaf] });
  const moments = momentsOf(leaf);
  const isAtHand = atHandTest(leaf);
  return {
    holds: (scope) => (isAtHand(scope) ? test(scope.facts) : undefined),
    next(scope) {
      if (moments === undefined) return undefined;
      const { facts, more } = scope;
      if (!isAtHand(scope)) return nextMidnight(facts.at, facts.zone); // a date operator on a date that is not at hand
      const now = test(facts);
      const { times, stop } = moments(scope);
      for (const time of times) {
        if (stop !== undefined && time >= stop) break;
        if (test(factsAt(scope.customer, time, facts.zone, more)) !== now) return time;
      }
      return stop;
    },
  };
}

/** Whether all that a comparison reads is at hand. */
function atHandTest(leaf: ConditionLeaf): (scope: Scope) => boolean {
  const names = isFactReference(leaf.value) ? [leaf.fact, leaf.value.fact] : [leaf.fact];
  const needed = names.filter((name) => name !== "customer" && name !== "now");
  return ({ more }) => needed.every((name) => Object.hasOwn(more, name));
}

type LeafMoments = (scope: Scope) => Moments;

/** The moments to try for one comparison; undefined when time never changes it. */
function momentsOf(leaf: ConditionLeaf): LeafMoments | undefined {
  const name = parseOperator(leaf.operator)?.name;
  if (name === undefined) return undefined;
  const left = timedFact(leaf.fact, leaf.path);
  const reference = isFactReference(leaf.value) ? leaf.value : undefined;
  const right = reference === undefined ? undefined : timedFact(reference.fact, reference.path);
  const readLeft = compileReader(leaf);
  const readRight: FactReader = reference === undefined ? () => leaf.value : compileReader(reference);
  const isCompared = name !== "startsWith";
  if (left !== undefined && right !== undefined) return bothMove;
  if (left !== undefined) return (scope) => left(momentScope(scope, readRight, isCompared));
  const ofDate: LeafMoments = ({ facts }) => ({
    times: dateOperatorMoments(name, readLeft(facts), readRight(facts), facts.at, facts.zone) ?? [],
  });
  if (right !== undefined) {
    const ofRight: LeafMoments = (scope) => right(momentScope(scope, readLeft, isCompared));
    return isTimedOperator(name) ? bothMove : ofRight;
  }
  return isTimedOperator(name) ? ofDate : undefined;
}

const isTimedOperator = (name: string): boolean =>
  name === "withinDays" || name === "olderThanDays" || name === "inNextDays" || name === "anniversaryInDays";

/** Two sides that time moves are compared by nobody in earnest: looked at every minute, which every one of them outlasts. */
const bothMove: LeafMoments = ({ facts }) => ({ times: [], stop: nextMinute(facts.at) });

function momentScope({ customer, facts }: Scope, read: FactReader, isCompared: boolean): MomentScope {
  const value = read(facts);
  return { customer, at: facts.at, zone: facts.zone, values: Array.isArray(value) ? value : [value], isCompared };
}
