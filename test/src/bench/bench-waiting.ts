import { join } from "node:path";
import { createEngine, instantWaker, openSqliteStore, VirtualClock } from "@sopflow/engine";
import { inFolder, openBrand, postAll, prepare } from "./engine-world.js";
import { median, sizeOf, startCpu } from "./figures.js";
import { serve } from "./serve.js";
import { addWaiting, waitingFlow, waitingId } from "./waiting-people.js";

interface WaitingRow {
  readonly waiting: number;
  readonly usPerEvent: number;
  readonly usPerEventMedian: number;
  readonly cpuUsPerEvent: number;
  readonly readyMs: number;
  readonly memoryMb: number;
}

const EVENTS = 10_000;
const FEW = 10_000;

/**
 * What people who wait cost: events of customers chosen at random among 10,000 and among 1,000,000 who wait
 * (SOPFLOW_BENCH_WAITING sets the number), the worker end to end; then the time from the start of `sopflow serve` on that
 * data until it is ready, and its resident memory three seconds later. The system's file cache is as the first part left
 * it.
 */
export async function benchWaiting(): Promise<WaitingRow[]> {
  return [await measure(FEW), await measure(sizeOf("WAITING", 1_000_000))];
}

const measure = (waiting: number): Promise<WaitingRow> =>
  inFolder(async (folder) => {
    const store = openSqliteStore({ file: join(folder, "sopflow.db"), thread: true });
    await prepare(store, { brand: openBrand(), flows: [waitingFlow()] });
    // Nobody is due while the product serves this, by its real clock.
    const enteredAt = Math.floor(Date.now() / 1_000) * 1_000;
    await addWaiting(store, waiting, enteredAt);
    const clock = new VirtualClock(enteredAt);
    const engine = createEngine({ store, clock, waker: instantWaker });
    const runs: number[] = [];
    const cpus: number[] = [];
    for (let round = 0; round < sizeOf("ROUNDS", 5); round++) {
      const cpu = startCpu();
      runs.push(await postAll({ folder, store, clock, engine }, events(round, waiting, enteredAt)));
      cpus.push(cpu());
    }
    await store.close();
    const served = await serve(folder);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const memoryMb = served.memoryMb();
    await served.end();
    const us = (seconds: number) => (seconds * 1e6) / EVENTS;
    return {
      waiting,
      usPerEvent: us(Math.min(...runs)),
      usPerEventMedian: us(median(runs)),
      cpuUsPerEvent: us(Math.min(...cpus)),
      readyMs: served.readyMs,
      memoryMb,
    };
  });

const events = (round: number, waiting: number, enteredAt: number) =>
  Array.from({ length: EVENTS }, (_, i) => ({
    id: `r${round}-${i}`,
    source: "bench",
    type: "message.received",
    // Far from one another, and other ones each round.
    customer: waitingId(((round * EVENTS + i) * 7_919) % waiting),
    at: new Date(enteredAt + round * EVENTS + i).toISOString(),
    props: { text: "在吗" },
  }));
