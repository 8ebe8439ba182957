import type { FlowNode } from "@sopflow/schemas";
import { definitionOf } from "../../../nodes/registry.js";
import { DAY_MS } from "../../../time/index.js";
import type { FlowView } from "../flow-view.js";
import { anchorOf, ENTERED, isFixed, leastStay, mostStay } from "../node-pace.js";
import type { World } from "../solver/world.js";
import type { Budget } from "./budgets.js";
import { isUnanswered, MISSED_PORTS } from "./contacts-of-node.js";
import { type NodeOffsets, offsetsOf } from "./offsets.js";

/** The quickest way to the k-th contact of a row that ends at a node. */
export interface Closest {
  readonly elapsedMs: number;
  /** Node of the row's first contact. */
  readonly first: string;
}

/** A traveller: `count` contacts so far, the first of them at time 0. */
interface Label {
  readonly node: FlowNode;
  readonly count: number;
  /** Least time since the first contact, ms; 0 before it. */
  readonly at: number;
  /** Anchor passed last, and when its zero was, at the earliest. */
  readonly anchor: string | undefined;
  readonly zero: number;
  readonly first: string | undefined;
}

/** A guard against flows made to keep the search busy; a flow of 500 nodes needs a hundredth of it. */
const MAX_STEPS = 100_000;
/** Before the first contact nobody cares how long ago an anchor was, once it is longer ago than this. */
const FORGET_MS = 60 * DAY_MS;

/**
 * Rows of contacts that come as close together as the flow lets them: for every node and count the least time between
 * the first contact and this one, everyone answering at once. Loops are walked until the count or the time is reached.
 * A wait whose length the flow does not say (a run-out, a weekday, a date) ends a row, unless another of its kind does.
 */
export function closestContacts(
  view: FlowView,
  budget: Budget,
  maxCount: number,
  horizonMs: number,
  world: World,
): ReadonlyMap<string, ReadonlyMap<number, Closest>> {
  const found = new Map<string, Map<number, Closest>>();
  const offsets = new Map<string, NodeOffsets>();
  for (const node of view.nodes) offsets.set(node.id, offsetsOf(node, budget, world));
  if (![...offsets.values()].some(({ at }) => at.length > 0)) return found;

  const best = new Map<string, { at: number; zero: number }>();
  const queue: Label[] = [];
  for (const node of view.nodes) {
    // People enter at any time of their first day.
    if (definitionOf(node).trigger && !node.disabled) {
      push({ node, count: 0, at: 0, anchor: ENTERED, zero: -DAY_MS, first: undefined });
    }
  }
  for (let i = 0; i < queue.length && i < MAX_STEPS; i++) {
    const label = queue[i];
    if (label) visit(label);
  }
  return found;

  function push(label: Label | undefined): void {
    if (label === undefined || label.at > horizonMs || label.count > maxCount) return;
    const isOld = label.count === 0 && label.zero < -FORGET_MS;
    const kept = isOld || label.anchor === undefined ? { ...label, anchor: undefined, zero: 0 } : label;
    const key = `${kept.node.id}\n${kept.count}\n${kept.anchor ?? ""}`;
    const known = best.get(key);
    // Before the first contact only the time since the anchor differs, and a day more or less decides nothing.
    const step = kept.count === 0 ? DAY_MS : 0;
    if (known && known.at <= kept.at && known.zero <= kept.zero + step) return;
    best.set(key, { at: Math.min(known?.at ?? kept.at, kept.at), zero: Math.min(known?.zero ?? kept.zero, kept.zero) });
    queue.push(kept);
  }

  function record({ node, first = node.id }: Pick<Label, "node" | "first">, count: number, elapsedMs: number): void {
    if (count > maxCount || elapsedMs > horizonMs) return;
    const rows = found.get(node.id) ?? new Map<number, Closest>();
    found.set(node.id, rows);
    const known = rows.get(count);
    if (known === undefined || elapsedMs < known.elapsedMs) rows.set(count, { elapsedMs, first });
  }

  function visit(label: Label): void {
    const { node, count, at, first } = label;
    const { at: contacts, end } = offsets.get(node.id) ?? { at: [], end: 0 };
    // A campaign that begins on a day of its own is a row of its own.
    if (count > 0 && "day1" in node.data && typeof node.data.day1 === "object") return;
    const [start = 0] = contacts;
    const counted: Label[] = [];
    if (count === 0) {
      // A row may begin with any contact of the node, or behind it.
      for (const [i, from] of contacts.entries()) {
        for (const [more, to] of contacts.slice(i).entries()) record({ node, first: node.id }, more + 1, to - from);
        counted.push({ ...label, count: contacts.length - i, at: end === 0 ? 0 : end - from, first: node.id });
      }
    } else {
      for (const [more, to] of contacts.entries()) record({ node, first }, count + more + 1, at + to - start);
      const behind = end === 0 ? at : at + end - start;
      if (contacts.length > 0) counted.push({ ...label, count: count + contacts.length, at: behind });
    }
    for (const { port, to } of view.ways(node.id)) {
      const missed = MISSED_PORTS.has(port) || (budget.reachedOnly === true && isUnanswered(node, port));
      if (contacts.length === 0 || missed || count === 0) push(goOn(label, port, to));
      if (!missed) for (const one of counted) push(goOn(one, port, to));
    }
  }

  /** Undefined where nobody can say how long the stay is, so that a row of contacts cannot be told to go on. */
  function goOn(label: Label, port: string, to: FlowNode): Label | undefined {
    const { node, count, at, anchor, zero } = label;
    const waits = anchorOf(node, world.zone);
    if (waits) {
      const isSame = anchor === waits.key;
      if (count === 0) {
        return { ...label, node: to, anchor: waits.key, zero: isSame ? Math.min(zero, -waits.at) : -waits.at };
      }
      const due = zero + waits.at;
      // The same run-out or weekday again, or an earlier one, has been planned anew meanwhile.
      if (!isSame || (due <= at && !isFixed(waits))) return undefined;
      return { ...label, node: to, at: Math.max(at, due) };
    }
    if (count > 0) return { ...label, node: to, at: at + leastStay(node, port) };
    const most = mostStay(node, port);
    const isKnown = anchor !== undefined && Number.isFinite(most);
    return { ...label, node: to, anchor: isKnown ? anchor : undefined, zero: isKnown ? zero - most : 0 };
  }
}
