import { join } from "node:path";
import type { CommitBatch, Store } from "@sopflow/engine";
import { createEngine, instantWaker, openSqliteStore, VirtualClock } from "@sopflow/engine";
import { demoBrand, inFolder, postAll, prepare, templateFlows } from "./engine-world.js";
import { median, sizeOf, startCpu } from "./figures.js";

interface TraceBenchRow {
  readonly recording: string;
  /** Processor time of all threads, best and middle round: what other processes on the machine disturb least. */
  readonly cpuUsPerEvent: number;
  readonly cpuUsPerEventMedian: number;
  readonly eventsPerSecond: number;
  /** Processor time saved against everything recorded, best rounds. */
  readonly share: number;
  readonly shareMedian: number;
  readonly megabytes: number;
}

interface Variant {
  readonly recording: string;
  readonly values: boolean;
  /** What the store is given to write. */
  readonly cut?: (batch: CommitBatch) => CommitBatch;
}

const VARIANTS: readonly Variant[] = [
  { recording: "all", values: true },
  { recording: "decisions without values", values: false },
  { recording: "nothing", values: false, cut: (batch) => ({ ...batch, trace: [] }) },
];

/**
 * The worker end to end, five templates published, with everything recorded, without the values that decisions read, and
 * without any trace in the store (counters are made all the same). Rounds of the three alternate.
 */
export async function benchTrace(): Promise<TraceBenchRow[]> {
  const brand = demoBrand();
  const flows = templateFlows();
  const rounds = VARIANTS.map((): { seconds: number; cpu: number; bytes: number }[] => []);
  for (let round = -1; round < sizeOf("ROUNDS", 5); round++) {
    for (const [i, { values, cut }] of VARIANTS.entries()) {
      const measured = await inFolder(async (folder) => {
        const store = openSqliteStore({ file: join(folder, "sopflow.db") });
        try {
          await prepare(store, { brand: { ...brand, settings: { ...brand.settings, traceValues: values } }, flows });
          const clock = new VirtualClock(0);
          const engine = createEngine({ store: cut ? cutting(store, cut) : store, clock, waker: instantWaker });
          const cpu = startCpu();
          const seconds = await postAll({ folder, store, clock, engine }, brand.events);
          return { seconds, cpu: cpu(), bytes: await sizeOfTrace(store, brand.events) };
        } finally {
          await store.close();
        }
      });
      if (round >= 0) rounds[i]?.push(measured); // the round before warms up
    }
  }
  const best = (i: number) => Math.min(...(rounds[i] ?? []).map(({ cpu }) => cpu));
  const middle = (i: number) => median((rounds[i] ?? []).map(({ cpu }) => cpu));
  const events = brand.events.length;
  return VARIANTS.map(({ recording }, i) => ({
    recording,
    cpuUsPerEvent: (best(i) * 1e6) / events,
    cpuUsPerEventMedian: (middle(i) * 1e6) / events,
    eventsPerSecond: events / Math.min(...(rounds[i] ?? []).map(({ seconds }) => seconds)),
    share: 1 - best(i) / best(0),
    shareMedian: 1 - middle(i) / middle(0),
    megabytes: (rounds[i]?.[0]?.bytes ?? 0) / 1e6,
  }));
}

const cutting = (store: Store, cut: (batch: CommitBatch) => CommitBatch): Store => ({
  ...store,
  commit: (batch) => store.commit(cut(batch)),
});

/** Of the lines as JSON, over everybody. */
async function sizeOfTrace({ readSide }: Store, events: ReturnType<typeof demoBrand>["events"]): Promise<number> {
  let bytes = 0;
  for (const id of new Set(events.map(({ customer }) => customer))) {
    const rows = await readSide.trace(String(id), { limit: 100_000 });
    bytes += rows.reduce((sum, row) => sum + JSON.stringify(row).length, 0);
  }
  return bytes;
}
