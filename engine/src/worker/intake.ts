import { stableId } from "../core/journey/index.js";
import type { AppendResult, NewLogEntry, Store } from "../store/index.js";
import type { Clock, Waker } from "./clock.js";
import type { Faults } from "./faults.js";
import { type CheckedEvent, checkPosted, type Rejection } from "./posted-event.js";
import type { PostAnswer, PostOptions } from "./sop-engine.js";
import { systemEvent } from "./system-event.js";

export interface IntakeParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly faults: Faults;
  /** These were appended: the worker may look. */
  readonly appended: (entries: readonly NewLogEntry[], results: readonly AppendResult[]) => void;
}

export interface Intake {
  post(events: readonly unknown[], options: PostOptions): Promise<PostAnswer[]>;
  append(entries: readonly NewLogEntry[]): Promise<AppendResult[]>;
}

/**
 * Takes events in. Owns identity, validation and dedupe keys; applies nothing.
 *
 * I1. An event is answered `accepted` only after it is durable; a call that rejects has accepted nothing.
 * I2. Entries of one call keep their order, and calls keep theirs.
 * I3. Calls of one turn of the process share one durable write: waiting for the disk is paid once for all of them.
 */
export function createIntake(parts: IntakeParts): Intake {
  const append = createSharedAppend(parts);
  const inTurn = createTurns();
  return {
    append,
    async post(events, { origin, received = parts.clock.now(), history = false }) {
      const checked = events.map((event) => checkPosted(event, { origin, received }));
      const { entries, places } = await inTurn(toEntries(parts.store, checked, received, history));
      const results = entries.length === 0 ? [] : await append(entries);
      return checked.map((one, i) => (one.status === "ok" ? answer(places.get(i), results) : one));
    },
  };
}

/** Calls look up whom they mean side by side, and go on in the order in which they came, whoever's answer is slow (I2). */
function createTurns(): <T>(work: Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const before = last;
    last = Promise.allSettled([before, work]).then(() => {});
    await before;
    return work;
  };
}

interface Place {
  /** Index among the entries. */
  readonly index: number;
  readonly customerId: string;
}

async function toEntries(
  store: Store,
  checked: readonly (CheckedEvent | Rejection)[],
  received: number,
  history: boolean,
): Promise<{ entries: NewLogEntry[]; places: Map<number, Place> }> {
  const entries: NewLogEntry[] = [];
  const places = new Map<number, Place>();
  const known = new Map<string, string>();
  for (const [i, one] of checked.entries()) {
    if (one.status !== "ok") continue;
    const { event, at, dedupe } = one;
    const isHistory = history || event.history === true;
    let customerId: string;
    if (typeof event.customer === "string") customerId = event.customer;
    else {
      const { idType, value } = event.customer;
      const key = JSON.stringify([idType, value]);
      const holder = known.get(key) ?? (await store.customers.resolve(idType, value));
      // A new person: the id follows from the identity, so that a repeated post finds the same one. The worker binds
      // the identity when it applies the event that tells it.
      customerId = holder ?? stableId("customer", idType, value);
      known.set(key, customerId);
      if (holder === undefined) {
        const id = `identity/${idType}/${value}`;
        const props = { identities: { [idType]: value } };
        const told = { customerId, id, type: "profile.changed", at, received, props, history: isHistory };
        entries.push(systemEvent(told));
      }
    }
    places.set(i, { index: entries.length, customerId });
    entries.push({
      kind: "event",
      customerId,
      id: `${event.source}/${event.id}`,
      dedupe,
      at,
      received,
      type: event.type,
      source: event.source,
      body: event.props,
      ...(isHistory ? { history: true } : {}),
    });
  }
  return { entries, places };
}

function answer(place: Place | undefined, results: readonly AppendResult[]): PostAnswer {
  const result = place && results[place.index];
  if (!place || !result) throw new Error("the log answered fewer entries than it was given");
  const { customerId } = place;
  return result.status === "accepted"
    ? { status: "accepted", seq: result.seq, customerId }
    : { status: "duplicate", customerId };
}

interface Waiting {
  readonly entries: readonly NewLogEntry[];
  readonly resolve: (results: AppendResult[]) => void;
  readonly reject: (error: unknown) => void;
}

function createSharedAppend({ store, waker, faults, appended }: IntakeParts): Intake["append"] {
  let waiting: Waiting[] = [];
  const flush = async () => {
    await waker.yield();
    const calls = waiting;
    waiting = [];
    try {
      faults("before-append");
      const all = calls.flatMap((call) => call.entries);
      const results = await store.log.append(all);
      faults("after-append");
      let from = 0;
      for (const { entries, resolve } of calls) {
        resolve(results.slice(from, from + entries.length));
        from += entries.length;
      }
      appended(all, results);
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  };
  return (entries) =>
    new Promise((resolve, reject) => {
      waiting.push({ entries, resolve, reject });
      if (waiting.length === 1) void flush();
    });
}
