import type { JsonObject, PostedEvent } from "@sopflow/schemas";
import { instantText, SECOND_MS } from "./local-clock.js";

/** Collects events in any order and gives them back sorted; ids follow the order of writing, so they repeat with it. */
export interface EventLog {
  /** Keeps an event unless it lies outside the told time. `at` in ms, kept to the second. */
  add(customerId: string, type: string, at: number, props: JsonObject): void;
  /** Sorted by time; what happened in the same second stays in the order of writing. */
  finish(): PostedEvent[];
}

export interface EventLogOptions {
  readonly idPrefix: string;
  /** Half-open: `from` ≤ at < `until`. */
  readonly from: number;
  readonly until: number;
  /** Marks the events as history: they update profiles and match nothing. */
  readonly history: boolean;
}

export function createEventLog({ idPrefix, from, until, history }: EventLogOptions): EventLog {
  const kept: { at: number; event: PostedEvent }[] = [];
  let written = 0;
  return {
    add(customerId, type, at, props) {
      written++;
      const second = Math.floor(at / SECOND_MS) * SECOND_MS;
      if (second < from || second >= until) return;
      kept.push({ at: second, event: makeEvent(`${idPrefix}-${written}`, customerId, type, second, props, history) });
    },
    finish() {
      kept.sort((a, b) => a.at - b.at);
      return kept.map(({ event }) => event);
    },
  };
}

/** One event of the demo, as it would be posted. */
export function makeEvent(
  id: string,
  customer: string,
  type: string,
  at: number,
  props: JsonObject,
  history: boolean,
): PostedEvent {
  return { id, source: "demo", type, customer, at: instantText(at), props, ...(history ? { history } : {}) };
}
