import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { DemoBrand } from "@sopflow/engine";
import type { FlowFile } from "@sopflow/schemas";
import { demoBrand, inFolder, inWorld, postAll, templateFlows } from "./engine-world.js";
import { median, sizeOf, startCpu } from "./figures.js";
import { replayWrites, type Write } from "./record-writes.js";

export interface WorkerBenchResult {
  readonly case: string;
  readonly events: number;
  /** Best round, and the middle one. */
  readonly eventsPerSecond: number;
  readonly eventsPerSecondMedian: number;
  /** The same statements in the same transactions, by the bare driver. */
  readonly floorEventsPerSecond: number;
  readonly floorEventsPerSecondMedian: number;
  /** Of the best rounds, and of the middle ones. */
  readonly shareOfFloor: number;
  readonly shareOfFloorMedian: number;
  /** Processor time of all threads, best rounds: what other processes on the machine disturb least. */
  readonly cpuUsPerEvent: number;
  readonly floorCpuUsPerEvent: number;
  readonly tasks: number;
  readonly fsyncsPerSecond: number;
}

/**
 * Events through the whole engine on SQLite: posted in calls of 512 and durable, applied, timers served, and everything
 * that follows durable. The clock follows the events' own times. Rounds of the engine and of the floor alternate, each on
 * a new file; the floor writes what a recorded round wrote.
 */
export async function benchWorker(): Promise<WorkerBenchResult[]> {
  const brand = demoBrand();
  return [await benchCase("five templates", brand, templateFlows()), await benchCase("no flows", brand, [])];
}

async function benchCase(name: string, brand: DemoBrand, flows: readonly FlowFile[]): Promise<WorkerBenchResult> {
  const { writes, tasks } = await record(brand, flows);
  const runs: number[] = [];
  const floors: number[] = [];
  const runCpu: number[] = [];
  const floorCpu: number[] = [];
  for (let i = 0; i < sizeOf("ROUNDS", 5); i++) {
    await inWorld({ brand, flows }, async (world) => {
      const cpu = startCpu();
      runs.push(await postAll(world, brand.events));
      runCpu.push(cpu());
    });
    await inFolder((folder) => {
      const { seconds, cpuSeconds } = replayWrites(join(folder, "floor.db"), writes);
      floors.push(seconds);
      floorCpu.push(cpuSeconds);
    });
  }
  const events = brand.events.length;
  return {
    case: name,
    events,
    eventsPerSecond: events / Math.min(...runs),
    eventsPerSecondMedian: events / median(runs),
    floorEventsPerSecond: events / Math.min(...floors),
    floorEventsPerSecondMedian: events / median(floors),
    shareOfFloor: Math.min(...floors) / Math.min(...runs),
    shareOfFloorMedian: median(floors) / median(runs),
    cpuUsPerEvent: (Math.min(...runCpu) * 1e6) / events,
    floorCpuUsPerEvent: (Math.min(...floorCpu) * 1e6) / events,
    tasks,
    fsyncsPerSecond: await measureFsync(),
  };
}

/** One round that is not timed: it warms up, and tells what is written. */
async function record(brand: DemoBrand, flows: readonly FlowFile[]) {
  const writes: Write[] = [];
  let isOn = false;
  const watch = (sql: string, values: Write[1]) => {
    if (isOn) writes.push([sql, values]);
  };
  const tasks = await inWorld({ brand, flows, hooks: { watch } }, async (world) => {
    isOn = true;
    await postAll(world, brand.events);
    isOn = false;
    return world.store.tasks.count({});
  });
  return { writes, tasks };
}

/** How often 4 kB can be made durable in a second here: what every durable figure has to be read against. */
const measureFsync = (): Promise<number> =>
  inFolder((folder) => {
    const file = openSync(join(folder, "fsync"), "w");
    const block = Buffer.alloc(4_096, 1);
    const startMs = performance.now();
    let count = 0;
    for (; performance.now() - startMs < 300; count++) {
      writeSync(file, block);
      fdatasyncSync(file);
    }
    const seconds = (performance.now() - startMs) / 1_000;
    closeSync(file);
    return count / seconds;
  });
