import {
  type Clock,
  generateDemoBrand,
  generateLiveEvents,
  type SopEngine,
  type Store,
  type Waker,
} from "@sopflow/engine";
import { DAY_MS } from "@sopflow/engine/core";
import type { PostedEvent } from "@sopflow/schemas";
import { DEMO_CUSTOMERS, DEMO_SEED, demoUntil } from "./seed-demo.js";
import { isStreamOn } from "./stream-switch.js";

/** A stream is made afresh at every start; no process lives longer than this. */
const STREAM_DAYS = 3_650;

export interface StreamParts {
  readonly store: Store;
  readonly engine: Pick<SopEngine, "post">;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly onError: (error: unknown) => void;
  /** People of the story; as many as were seeded. */
  readonly customers?: number;
}

/**
 * Keeps a demo brand alive: a gentle stream of made-up events, each posted when its time has come. Does nothing in a
 * data folder without a demo. The returned function ends it.
 */
export async function startDemoStream(parts: StreamParts): Promise<() => void> {
  const { store, engine, clock, waker, onError, customers = DEMO_CUSTOMERS } = parts;
  const until = await demoUntil(store);
  if (until === undefined) return () => {};
  const from = clock.now();
  const brand = generateDemoBrand({ seed: DEMO_SEED, until, customers });
  const events = generateLiveEvents({ seed: DEMO_SEED, brand, from, until: from + STREAM_DAYS * DAY_MS });
  let next = events.next();
  let posted: Promise<unknown> = Promise.resolve();
  return waker.everySecond(() => {
    const due: PostedEvent[] = [];
    while (!next.done && Date.parse(next.value.at) <= clock.now()) {
      due.push(next.value);
      next = events.next();
    }
    // One after the other, so that the log keeps the order of the story. What happens while it is off never happened.
    const post = async () => {
      if (await isStreamOn(store)) await engine.post(due, { origin: "system" });
    };
    if (due.length > 0) posted = posted.then(post).catch(onError);
  });
}
