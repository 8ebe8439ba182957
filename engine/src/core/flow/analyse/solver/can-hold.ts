import { type Condition, type ConditionLeaf, isLeaf } from "@sopflow/schemas";
import { type Constraint, type ReadLeaf, readLeaf } from "./constraint.js";
import { slotFits } from "./slot-fits.js";
import { type Domain, domainOf, type World } from "./world.js";

/** A condition that must hold, or must not. */
export interface Demand {
  readonly condition: Condition;
  readonly wanted: boolean;
}

export const holds = (condition: Condition): Demand => ({ condition, wanted: true });
export const fails = (condition: Condition): Demand => ({ condition, wanted: false });

/** A fact that conditions read. */
export interface FactPath {
  readonly fact: string;
  /** Without `$.`. */
  readonly path: string;
}

/** `false` is a proof, with the facts that contradict themselves; `true` may be an oversight. */
export type Possibility =
  | { readonly possible: true }
  | { readonly possible: false; readonly clash: readonly FactPath[] };

/** Alternatives that are tried for one question; beyond it nothing is claimed. */
const MAX_TRIES = 400;

const POSSIBLE: Possibility = { possible: true };

interface Slot {
  readonly leaf: ReadLeaf;
  readonly domain: Domain;
  readonly constraints: Constraint[];
  /** Of closed leaves: the answers that are wanted. */
  readonly answers: Set<boolean>;
}

/** Raised inside the search only, when a question is too large. */
class TooLarge extends Error {}

/**
 * Whether all demands can be met at once by some customer at some time. Groups are taken apart into alternatives, and
 * each alternative is asked fact by fact; it never says "impossible" of what an evaluator could find true.
 */
export function canHold(demands: readonly Demand[], world: World): Possibility {
  const clash = new Map<string, FactPath>();
  const slots = new Map<string, Slot>();
  let tries = 0;

  try {
    return search(demands, []) ? POSSIBLE : { possible: false, clash: [...clash.values()] };
  } catch (error) {
    if (error instanceof TooLarge) return POSSIBLE;
    throw error;
  }

  /** Adds what must hold in any case, then tries the alternatives of the smallest open choice. */
  function search(demanded: readonly Demand[], open: readonly (readonly Demand[])[]): boolean {
    tries += 1;
    if (tries > MAX_TRIES) throw new TooLarge();
    const choices = [...open];
    const undo: (() => void)[] = [];
    const touched = new Set<Slot>();
    const todo = [...demanded];
    for (let demand = todo.pop(); demand !== undefined; demand = todo.pop()) {
      const { condition, wanted } = demand;
      if (isLeaf(condition)) touched.add(add(condition, wanted, undo));
      else if ("not" in condition) todo.push({ condition: condition.not, wanted: !wanted });
      else {
        const isAll = "all" in condition;
        const parts = (isAll ? condition.all : condition.any).map((part) => ({ condition: part, wanted }));
        if (isAll === wanted) todo.push(...parts);
        else choices.push(parts);
      }
    }
    const found = [...touched].every(fits) && choose(choices);
    for (const step of undo.reverse()) step();
    return found;
  }

  function choose(choices: readonly (readonly Demand[])[]): boolean {
    const [first] = choices;
    if (first === undefined) return true;
    const smallest = choices.reduce((best, one) => (one.length < best.length ? one : best), first);
    const rest = choices.filter((one) => one !== smallest);
    return smallest.some((demand) => search([demand], rest));
  }

  function add(leaf: ConditionLeaf, wanted: boolean, undo: (() => void)[]): Slot {
    const read = readOnce(leaf);
    let slot = slots.get(read.slot);
    if (slot === undefined) {
      slot = { leaf: read, domain: domainOf(read.fact, read.path, world), constraints: [], answers: new Set() };
      slots.set(read.slot, slot);
    }
    const { constraints, answers } = slot;
    if (read.comparison) {
      constraints.push({ ...read.comparison, wanted: wanted !== read.inverted });
      undo.push(() => constraints.pop());
    } else if (!answers.has(wanted)) {
      answers.add(wanted);
      undo.push(() => answers.delete(wanted));
    }
    return slot;
  }

  function fits({ leaf, domain, constraints, answers }: Slot): boolean {
    if (answers.size < 2 && slotFits(domain, constraints, world.zone)) return true;
    clash.set(leaf.slot, { fact: leaf.fact, path: leaf.path });
    return false;
  }
}

const READ = new WeakMap<ConditionLeaf, ReadLeaf>();

/** Leaves are asked many times, in one flow and again after each edit that leaves them alone. */
function readOnce(leaf: ConditionLeaf): ReadLeaf {
  const known = READ.get(leaf);
  if (known) return known;
  const read = readLeaf(leaf);
  READ.set(leaf, read);
  return read;
}
