import { definitionOf } from "../../../nodes/registry.js";
import type { FlowView } from "../flow-view.js";
import { anchorOf, ENTERED, isFixed, leastStay, mostStay } from "../node-pace.js";
import { isUnanswered, MISSED_PORTS } from "./contacts-of-node.js";

/** A flow laid out for counting time along its ways, made once for all budgets. */
export interface WalkMap {
  readonly stops: readonly Stop[];
  readonly starts: readonly Stop[];
  readonly anchors: number;
}

/** One node as travellers meet it. */
export interface Stop {
  readonly id: string;
  readonly index: number;
  /** The anchored time that people wait for here: which, and when, ms. */
  readonly anchor: { readonly key: number; readonly at: number; readonly fixed: boolean } | undefined;
  /** A campaign that begins on a day of its own. */
  readonly ownDays: boolean;
  readonly ways: readonly StopWay[];
}

export interface StopWay {
  readonly to: number;
  /** The task did not reach the customer; for calls also when nobody took it. */
  readonly missed: boolean;
  readonly unanswered: boolean;
  /** Shortest and longest stay, ms. */
  readonly least: number;
  readonly most: number;
}

/** Key of the anchor that everyone has passed from the start. */
export const ENTRY_ANCHOR = 1;

/** Lays a flow out; anchors are numbered from 1, 0 being none. */
export function walkMapOf(view: FlowView, zone: string): WalkMap {
  const indexes = new Map(view.nodes.map(({ id }, i) => [id, i]));
  const keys = new Map([[ENTERED, ENTRY_ANCHOR]]);
  const keyOf = (name: string): number => {
    const key = keys.get(name) ?? keys.size + 1;
    keys.set(name, key);
    return key;
  };
  const stops = view.nodes.map((node, index): Stop => {
    const anchor = anchorOf(node, zone);
    return {
      id: node.id,
      index,
      anchor: anchor && { key: keyOf(anchor.key), at: anchor.at, fixed: isFixed(anchor) },
      ownDays: "day1" in node.data && typeof node.data.day1 === "object",
      ways: view.ways(node.id).map(({ port, to }) => ({
        to: indexes.get(to.id) ?? index,
        missed: MISSED_PORTS.has(port),
        unanswered: isUnanswered(node, port),
        least: leastStay(node, port),
        most: mostStay(node, port),
      })),
    };
  });
  const starts = view.nodes.flatMap((node, i) => {
    const stop = stops[i];
    return stop && definitionOf(node).trigger && !node.disabled ? [stop] : [];
  });
  return { stops, starts, anchors: keys.size };
}
