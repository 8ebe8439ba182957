import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createEngine,
  type DemoBrand,
  generateDemoBrand,
  instantWaker,
  openSqliteStore,
  type Store,
  VirtualClock,
} from "@sopflow/engine";
import { compileFlow, FLOW_TEMPLATES } from "@sopflow/engine/core";
import { flowSchema } from "@sopflow/schemas";
import { replayRows, type WrittenRows } from "./floor-rows.js";
import { recordRows } from "./record-rows.js";

export interface WorkerBenchResult {
  readonly case: string;
  readonly events: number;
  readonly eventsPerSecond: number;
  /** The same rows in the same batches, written by the bare driver. */
  readonly floorEventsPerSecond: number;
  readonly shareOfFloor: number;
  readonly commits: number;
  readonly tasks: number;
  readonly fsyncsPerSecond: number;
}

/** Events of one call, and so of one durable write of intake. */
const CALL_EVENTS = 512;
const UNTIL = Date.parse("2026-06-01T00:00:00+08:00");

/**
 * Events through the whole engine on SQLite: posted in calls of 512 and durable, applied, timers served, and everything
 * that follows durable. The clock follows the events' own times. Median of three runs, each on a new file; the floor is
 * written from what the same run wrote.
 */
export async function benchWorker(): Promise<WorkerBenchResult[]> {
  const brand = generateDemoBrand({ seed: 7, until: UNTIL, days: 60, customers: 1_000, history: false });
  return [await benchCase("five templates", brand, true), await benchCase("no flows", brand, false)];
}

async function benchCase(name: string, brand: DemoBrand, withFlows: boolean): Promise<WorkerBenchResult> {
  const fsyncsPerSecond = measureFsync();
  const runs: number[] = [];
  for (let i = 0; i < 3; i++) runs.push((await run(brand, withFlows)).seconds);
  const { rows, tasks } = await run(brand, withFlows, true);
  const floors: number[] = [];
  for (let i = 0; i < 3; i++) floors.push(inFolder((folder) => replayRows(join(folder, "floor.db"), rows)));
  const seconds = median(runs);
  const floor = median(floors);
  const events = brand.events.length;
  return {
    case: name,
    events,
    eventsPerSecond: events / seconds,
    floorEventsPerSecond: events / floor,
    shareOfFloor: floor / seconds,
    commits: rows.length,
    tasks,
    fsyncsPerSecond,
  };
}

async function run(brand: DemoBrand, withFlows: boolean, record = false) {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-bench-"));
  const rows: WrittenRows[] = [];
  const bare = openSqliteStore({ file: join(folder, "sopflow.db") });
  try {
    await prepare(bare, brand, withFlows);
    const store = record ? recordRows(bare, rows) : bare;
    const clock = new VirtualClock(0);
    const engine = createEngine({ store, clock, waker: instantWaker });
    const calls: (readonly [at: number, events: DemoBrand["events"]])[] = [];
    for (let i = 0; i < brand.events.length; i += CALL_EVENTS) {
      const events = brand.events.slice(i, i + CALL_EVENTS);
      calls.push([Date.parse(events.at(-1)?.at ?? ""), events]);
    }
    const startMs = performance.now();
    for (const [received, events] of calls) {
      clock.set(received);
      const answers = await engine.post(events, { origin: "system", received });
      const refused = answers.find((answer) => answer.status === "rejected");
      if (refused) throw new Error(`an event was refused: ${JSON.stringify(refused)}`);
      await engine.runUntilIdle();
    }
    const seconds = (performance.now() - startMs) / 1_000;
    return { seconds, rows, tasks: await bare.tasks.count({}) };
  } finally {
    await bare.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(store: Store, brand: DemoBrand, withFlows: boolean): Promise<void> {
  await store.brand.saveSettings(brand.settings);
  await store.brand.saveTaxonomy(brand.taxonomy);
  await store.brand.saveProducts(brand.products);
  await store.brand.saveAdvisors(brand.advisors);
  for (const { file } of withFlows ? FLOW_TEMPLATES : []) {
    const flow = flowSchema.parse(file);
    const { compiled } = compileFlow(flow, { version: 1 });
    if (!compiled) throw new Error(`the template ${file.id} does not compile`);
    await store.flows.publish({ flowId: flow.id, version: 1, flow, compiled, publishedAt: 0, publishedBy: "bench" });
  }
}

/** How often 4 kB can be made durable in a second here: what every durable figure has to be read against. */
function measureFsync(): number {
  return inFolder((folder) => {
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
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-bench-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
