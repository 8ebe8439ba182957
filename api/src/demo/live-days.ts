import {
  createEngine,
  createFlowService,
  type FlowService,
  instantWaker,
  type SopEngine,
  type Store,
  VirtualClock,
} from "@sopflow/engine";
import { HOUR_MS, localMinuteOfDay, MINUTE_MS } from "@sopflow/engine/core";
import type { PostedEvent } from "@sopflow/schemas";
import { workOnTasks } from "./demo-advisors.js";

/** The story's days pass in such steps, at night in longer ones; timers fire at their own times all the same. */
const STEP_MS = 30 * MINUTE_MS;
const NIGHT_STEP_MS = 3 * HOUR_MS;
const NIGHT_ENDS = 8 * 60 + 30;
const NIGHT_BEGINS = 21 * 60;

export interface PastEngine {
  readonly engine: SopEngine;
  readonly flows: FlowService;
  readonly clock: VirtualClock;
}

/** An engine that lives in the past: what it does happens at the time of its own clock. */
export function createPastEngine(store: Store, now: number): PastEngine {
  const clock = new VirtualClock(now);
  const engine = createEngine({ store, clock, waker: instantWaker });
  return { engine, flows: createFlowService({ store, clock, engine }), clock };
}

export interface LiveDaysOptions extends PastEngine {
  readonly store: Store;
  readonly zone: string;
  /** Sorted by time, from the clock's time on. */
  readonly events: readonly PostedEvent[];
  readonly until: number;
  readonly signal?: AbortSignal | undefined;
  readonly onStep: (at: number) => void;
  /** Called after each step, when everything up to `at` is done. */
  readonly saveDay: (at: number) => Promise<void>;
}

/** Lets days pass with flows live: customers do what the story says, timers fire, advisors work on their tasks. */
export async function liveThrough(options: LiveDaysOptions): Promise<void> {
  const { store, engine, clock, zone, events, until, signal, onStep, saveDay } = options;
  let next = 0;
  while (clock.now() < until) {
    signal?.throwIfAborted();
    const at = await nextStop(store, zone, clock.now(), until);
    const due: PostedEvent[] = [];
    for (let event = events[next]; event && Date.parse(event.at) <= at; event = events[++next]) due.push(event);
    clock.set(at);
    if (due.length > 0) {
      const answers = await engine.post(due, { origin: "system" });
      const refused = answers.find((answer) => answer.status === "rejected");
      if (refused?.status === "rejected") throw new Error(`the demo's own event was refused: ${refused.message.en}`);
    }
    await engine.runUntilIdle();
    await workOnTasks(store, engine, zone, at);
    await saveDay(at);
    onStep(at);
  }
}

/** The end of the step, or before it the next occurrence of a schedule: one that is come to late is not caught up. */
async function nextStop(store: Store, zone: string, now: number, until: number): Promise<number> {
  const minute = localMinuteOfDay(zone, now);
  const isNight = minute < NIGHT_ENDS - NIGHT_STEP_MS / MINUTE_MS || minute >= NIGHT_BEGINS;
  const occurrences = (await store.schedules.list()).map(({ nextAt }) => nextAt ?? Number.POSITIVE_INFINITY);
  return Math.min(until, now + (isNight ? NIGHT_STEP_MS : STEP_MS), ...occurrences.filter((at) => at > now));
}
