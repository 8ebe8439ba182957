import { strictEqual } from "node:assert";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { createEngine, instantWaker, openSqliteStore } from "@sopflow/engine";
import { inFolder, openBrand, prepare } from "./engine-world.js";
import { percentile, sizeOf } from "./figures.js";
import { replayWrites, type Write } from "./record-writes.js";
import { addWaiting, WAIT_MS, waitingFlow } from "./waiting-people.js";

interface StormRow {
  readonly timers: number;
  readonly timersPerSecond: number;
  /** Of the same statements in the same transactions by the bare driver, without live events. */
  readonly floorPerSecond?: number;
  readonly share?: number;
  readonly liveEvents: number;
  readonly liveP50Ms: number;
  readonly liveP99Ms: number;
  readonly liveWorstMs: number;
}

/** Most timers whose statements are kept in memory. */
const FLOOR_TIMERS = 50_000;
const ENTERED_AT = Date.parse("2026-03-02T10:00:00+08:00");
const DUE_AT = ENTERED_AT + WAIT_MS;
/** One live event each. */
const EVERY_MS = 5;

/**
 * Timers of so many people (SOPFLOW_BENCH_TIMERS, default 1,000,000) come due at once, each issues a task, and all of it
 * is durable: first alone, a tenth of them, then all while other customers' events arrive, 200 a second, each in a call
 * of its own. A live event counts from its posting until what it did is durable. Fails when a task is missing or a timer
 * counted twice.
 */
export async function benchStorm(): Promise<StormRow[]> {
  const timers = sizeOf("TIMERS", 1_000_000);
  const alone = Math.ceil(timers / 10);
  const drained = await storm(alone, false);
  const floorPerSecond = await floor(Math.min(alone, FLOOR_TIMERS));
  const share = drained.timersPerSecond / floorPerSecond;
  return [{ ...drained, floorPerSecond, share }, await storm(timers, true)];
}

/** What a round of so many timers writes, written again by the bare driver onto the same people. */
const floor = (timers: number): Promise<number> =>
  inFolder(async (folder) => {
    const file = join(folder, "sopflow.db");
    const copy = join(folder, "floor.db");
    const writes: Write[] = [];
    let isOn = false;
    const watch = (sql: string, values: Write[1]) => {
      if (isOn) writes.push([sql, values]);
    };
    const store = openSqliteStore({ file, hooks: { watch } });
    await prepare(store, { brand: openBrand(), flows: [waitingFlow()] });
    await addWaiting(store, timers, ENTERED_AT);
    // The file as it is now, with its log, is what the floor starts from.
    for (const end of ["", "-wal"]) cpSync(`${file}${end}`, `${copy}${end}`);
    isOn = true;
    await createEngine({ store, clock: { now: () => DUE_AT }, waker: instantWaker }).runUntilIdle();
    await store.close();
    return timers / replayWrites(copy, writes).seconds;
  });

const storm = (timers: number, withEvents: boolean): Promise<StormRow> =>
  inFolder(async (folder) => {
    const store = openSqliteStore({ file: join(folder, "sopflow.db"), thread: true });
    await prepare(store, { brand: openBrand(), flows: [waitingFlow()] });
    await addWaiting(store, timers, ENTERED_AT);
    const openedMs = performance.now();
    const clock = { now: () => DUE_AT + Math.floor(performance.now() - openedMs) };
    const engine = createEngine({ store, clock, waker: instantWaker });
    const postedAt = new Map<string, number>();
    const latencies: number[] = [];
    engine.onCommit(({ customerIds }) => {
      for (const id of customerIds) {
        const at = postedAt.get(id);
        if (at !== undefined) latencies.push(performance.now() - at);
        postedAt.delete(id);
      }
    });
    let isOver = false;
    let live = 0;
    const arrive = async () => {
      const startMs = performance.now();
      const posts: Promise<unknown>[] = [];
      while (!isOver) {
        while (live < (performance.now() - startMs) / EVERY_MS) {
          const customer = `live-${live++}`;
          postedAt.set(customer, performance.now());
          const at = new Date(DUE_AT).toISOString();
          const event = { id: customer, source: "bench", type: "message.received", customer, at, props: {} };
          posts.push(engine.post([event], { origin: "system", received: DUE_AT }));
        }
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await Promise.all(posts);
    };
    const startMs = performance.now();
    const arriving = withEvents ? arrive() : Promise.resolve();
    await engine.runUntilIdle();
    const seconds = (performance.now() - startMs) / 1_000;
    isOver = true;
    await arriving;
    await engine.runUntilIdle();
    strictEqual(await store.tasks.count({}), timers, "every timer issues its task");
    const issued = (await store.readSide.counters("waiting")).filter((one) => one.metric === "issued");
    strictEqual(
      issued.reduce((sum, one) => sum + one.add, 0),
      timers,
      "and issues it once",
    );
    await store.close();
    return {
      timers,
      timersPerSecond: timers / seconds,
      liveEvents: latencies.length,
      liveP50Ms: percentile(latencies, 0.5),
      liveP99Ms: percentile(latencies, 0.99),
      liveWorstMs: percentile(latencies, 1),
    };
  });
