import { stableId } from "../core/journey/index.js";
import type { ReplayEvent } from "./replay-event.js";

/** History, ready to be replayed: in order of time, ties in file order, each event with its customer's number. */
export interface LoadedEvents {
  readonly events: readonly ReplayEvent[];
  /** Number of the customer of each event. */
  readonly owners: readonly number[];
  /** Customer ids, ascending: their index is their number. */
  readonly ids: readonly string[];
  readonly duplicates: number;
}

export type EventSource = AsyncIterable<ReplayEvent> | Iterable<ReplayEvent>;

/** Reads all sources, one after the other. What was told before (same source and id, same order paid) is left out. */
export async function loadEvents(sources: readonly EventSource[], signal?: AbortSignal): Promise<LoadedEvents> {
  const events: ReplayEvent[] = [];
  const seen = new Set<string>();
  let duplicates = 0;
  for (const source of sources) {
    for await (const event of source) {
      signal?.throwIfAborted();
      if (isNew(seen, event)) events.push(event);
      else duplicates += 1;
    }
  }
  events.sort((a, b) => a.at - b.at); // stable: ties stay in file order
  const idOf = customerIds(events);
  const ids = [...new Set(idOf)].sort();
  const numbers = new Map(ids.map((id, i) => [id, i]));
  return { events, owners: idOf.map((id) => numbers.get(id) ?? 0), ids, duplicates };
}

/** As intake tells duplicates: an event of a source once, an order of a kind or a refund once. */
function isNew(seen: Set<string>, { source, id, type, props }: ReplayEvent): boolean {
  const keys = [`${source}/${id}`];
  const { orderId, refundId } = props;
  if (type.startsWith("order.") && typeof orderId === "string") {
    keys.push(`\u001f${type}/${orderId}${typeof refundId === "string" ? `/${refundId}` : ""}`);
  }
  if (keys.some((key) => seen.has(key))) return false;
  for (const key of keys) seen.add(key);
  return true;
}

/** A customer named by an identity gets the id that intake would make of it. */
function customerIds(events: readonly ReplayEvent[]): string[] {
  return events.map(({ customer }) =>
    typeof customer === "string" ? customer : stableId("customer", customer.idType, customer.value),
  );
}
