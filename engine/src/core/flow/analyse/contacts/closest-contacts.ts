import { DAY_MS } from "../../../time/index.js";
import type { NodeOffsets } from "./offsets.js";
import { ENTRY_ANCHOR, type Stop, type StopWay, type WalkMap } from "./walk-map.js";

/** The quickest way to the k-th contact of a row that ends at a node. */
export interface Closest {
  readonly elapsedMs: number;
  /** Node of the row's first contact. */
  readonly first: string;
}

export interface RowLimits {
  /** Contacts of a row that are told apart. */
  readonly maxCount: number;
  readonly horizonMs: number;
  /** Calls that nobody took do not count. */
  readonly reachedOnly: boolean;
}

/** A traveller: `count` contacts so far, the first of them at time 0. */
interface Label {
  readonly stop: number;
  readonly count: number;
  /** Least time since the first contact, ms; 0 before it. */
  readonly at: number;
  /** Anchor passed last (0 = none), and when its zero was, at the earliest. */
  readonly anchor: number;
  readonly zero: number;
  readonly first: string;
}

/** A guard against flows made to keep the search busy; a flow of 500 nodes needs a tenth of it. */
const MAX_STEPS = 100_000;
/** Before the first contact nobody cares how long ago an anchor was, once it is longer ago than this. */
const FORGET_MS = 60 * DAY_MS;

/**
 * Rows of contacts that come as close together as the flow lets them: for every node and count the least time between
 * the first contact and this one, everyone answering at once. Loops are walked until the count or the time is reached.
 * A wait whose length the flow does not say (a run-out, a weekday, a date) ends a row, unless another of its kind does.
 * `offsets` are those of the stops, in their order.
 */
export function closestContacts(
  { stops, starts, anchors }: WalkMap,
  offsets: readonly NodeOffsets[],
  { maxCount, horizonMs, reachedOnly }: RowLimits,
): ReadonlyMap<string, ReadonlyMap<number, Closest>> {
  const found = new Map<string, Map<number, Closest>>();
  const best = new Map<number, { at: number; zero: number }>();
  const queue: Label[] = [];
  // People enter at any time of their first day.
  for (const { index } of starts) push(index, 0, 0, ENTRY_ANCHOR, -DAY_MS, "");
  for (let i = 0; i < queue.length && i < MAX_STEPS; i++) {
    const label = queue[i];
    const stop = stops[label?.stop ?? 0];
    if (label && stop) visit(label, stop);
  }
  return found;

  function push(stop: number, count: number, at: number, anchor: number, zero: number, first: string): void {
    if (at > horizonMs || count > maxCount) return;
    const isForgotten = anchor === 0 || (count === 0 && zero < -FORGET_MS);
    const [kept, since] = isForgotten ? [0, 0] : [anchor, zero];
    const key = (stop * (maxCount + 1) + count) * (anchors + 1) + kept;
    const known = best.get(key);
    // Before the first contact only the time since the anchor differs, and a day more or less decides nothing.
    if (known && known.at <= at && known.zero <= since + (count === 0 ? DAY_MS : 0)) return;
    best.set(key, { at: Math.min(known?.at ?? at, at), zero: Math.min(known?.zero ?? since, since) });
    queue.push({ stop, count, at, anchor: kept, zero: since, first });
  }

  function record(node: string, count: number, elapsedMs: number, first: string): void {
    if (count > maxCount || elapsedMs > horizonMs) return;
    const rows = found.get(node) ?? new Map<number, Closest>();
    found.set(node, rows);
    const known = rows.get(count);
    if (known === undefined || elapsedMs < known.elapsedMs) rows.set(count, { elapsedMs, first });
  }

  function visit(label: Label, stop: Stop): void {
    const { at: contacts = [], end = 0 } = offsets[stop.index] ?? {};
    const { count, at } = label;
    if (count > 0 && stop.ownDays) return;
    for (const way of stop.ways) {
      const missed = way.missed || (reachedOnly && way.unanswered);
      if (contacts.length === 0 || missed || count === 0) goOn(label, stop, way, count, at, label.first);
      if (missed) continue;
      // A row may begin with any contact of the node, or behind it.
      if (count > 0 && contacts.length > 0) {
        const behind = end === 0 ? at : at + end - (contacts[0] ?? 0);
        goOn(label, stop, way, count + contacts.length, behind, label.first);
      } else {
        for (const [i, from] of contacts.entries()) {
          goOn(label, stop, way, contacts.length - i, end === 0 ? 0 : end - from, stop.id);
        }
      }
    }
    if (count > 0) {
      for (const [more, to] of contacts.entries()) {
        record(stop.id, count + more + 1, at + to - (contacts[0] ?? 0), label.first);
      }
    } else {
      for (const [i, from] of contacts.entries()) {
        for (const [more, to] of contacts.slice(i).entries()) record(stop.id, more + 1, to - from, stop.id);
      }
    }
  }

  /** Nobody goes on where nobody can say how long the stay is, so that a row of contacts ends there. */
  function goOn({ anchor, zero }: Label, stop: Stop, way: StopWay, count: number, at: number, first: string): void {
    const waits = stop.anchor;
    if (waits === undefined && count > 0) push(way.to, count, at + way.least, anchor, zero, first);
    else if (waits === undefined) {
      push(way.to, 0, 0, Number.isFinite(way.most) ? anchor : 0, zero - way.most, first);
    } else if (count === 0) {
      push(way.to, 0, 0, waits.key, anchor === waits.key ? Math.min(zero, -waits.at) : -waits.at, first);
    } else if (anchor === waits.key) {
      const due = zero + waits.at;
      // The same run-out or weekday again, or an earlier one, has been planned anew meanwhile.
      if (due > at || waits.fixed) push(way.to, count, Math.max(at, due), anchor, zero, first);
    }
  }
}
