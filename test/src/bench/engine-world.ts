import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createEngine,
  type DemoBrand,
  generateDemoBrand,
  instantWaker,
  openSqliteStore,
  type SopEngine,
  type SqliteStoreOptions,
  type Store,
  VirtualClock,
} from "@sopflow/engine";
import { compileFlow, FLOW_TEMPLATES } from "@sopflow/engine/core";
import { brandSettingsSchema, type FlowFile, flowSchema } from "@sopflow/schemas";

/** Events of one call, and so of one durable write of intake. */
export const CALL_EVENTS = 512;
const UNTIL = Date.parse("2026-06-01T00:00:00+08:00");

/** The five templates that the product ships. */
export const templateFlows = (): FlowFile[] => FLOW_TEMPLATES.map(({ file }) => file);

/** Two months of a brand's events: 1,000 customers, 18,428 events. */
export const demoBrand = (): DemoBrand =>
  generateDemoBrand({ seed: 7, until: UNTIL, days: 60, customers: 1_000, history: false });

const free = { limits: [] };

/** A brand of one advisor in which neither contact policy nor circuit breaker stands in anybody's way. */
export const openBrand = (): BenchWorldOptions["brand"] => ({
  settings: brandSettingsSchema.parse({
    breaker: { factor: 0 }, // a storm is far more than usual
    contactPolicy: {
      window: { start: "00:00", end: "00:00", days: [1, 2, 3, 4, 5, 6, 7] },
      marketing: free,
      marketingCore: free,
      groupSend: free,
      phone: free,
      service: free,
      campaign: { perDay: 99, perCampaign: 99, campaigns30d: 99 },
      suppress: { notNeededDays: 30, afterUnwellDays: 14, sameSkuDays: 0 },
    },
  }),
  taxonomy: { groups: [] },
  products: [{ sku: "milk", name: "奶粉" }],
  advisors: [{ id: "a1", name: "小林", pools: ["default"], capacityPerDay: 100_000_000, active: true }],
});

/** A flow whose nodes follow one another: `n0`, `n1` … */
export const flowOf = (id: string, nodes: readonly (readonly [type: string, data: object])[]): FlowFile => ({
  schema: "sopflow/flow@1",
  id,
  name: id,
  settings: { reentry: "after_exit" },
  nodes: nodes.map(
    ([type, data], i) =>
      ({ id: `n${i}`, type, position: { x: 0, y: i * 100 }, data }) as unknown as FlowFile["nodes"][number], // the compiler checks it
  ),
  edges: nodes.slice(1).map((_, i) => ({ id: `e${i}`, source: `n${i}`, sourceHandle: "out", target: `n${i + 1}` })),
});

/** A whole engine over a SQLite file of its own. */
export interface BenchWorld {
  readonly folder: string;
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly engine: SopEngine;
}

export interface BenchWorldOptions {
  readonly brand: Pick<DemoBrand, "settings" | "taxonomy" | "products" | "advisors">;
  readonly flows: readonly FlowFile[];
  readonly hooks?: SqliteStoreOptions["hooks"];
}

/** Opens a world for `work`, and removes it afterwards. */
export async function inWorld<T>(options: BenchWorldOptions, work: (world: BenchWorld) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const { hooks = {} } = options;
    const store = openSqliteStore({ file: join(folder, "sopflow.db"), thread: true, hooks });
    try {
      await prepare(store, options);
      const clock = new VirtualClock(0);
      return await work({ folder, store, clock, engine: createEngine({ store, clock, waker: instantWaker }) });
    } finally {
      await store.close();
    }
  });
}

/** Writes brand and flows into an empty store. */
export async function prepare(store: Store, { brand, flows }: BenchWorldOptions): Promise<void> {
  await store.brand.saveSettings(brand.settings);
  await store.brand.saveTaxonomy(brand.taxonomy);
  await store.brand.saveProducts(brand.products);
  await store.brand.saveAdvisors(brand.advisors);
  for (const file of flows) {
    const flow = flowSchema.parse(file);
    const { compiled, diagnostics } = compileFlow(flow, { version: 1 });
    if (!compiled) throw new Error(`${file.id} does not compile: ${JSON.stringify(diagnostics)}`);
    await store.flows.publish({ flowId: flow.id, version: 1, flow, compiled, publishedAt: 0, publishedBy: "bench" });
  }
}

/**
 * Posts all events in calls of 512, the next call on its way while the last one is worked on, and waits until everything
 * that follows is durable. With `passTime` the clock follows the events, so that timers are served between calls.
 * Seconds.
 */
export async function postAll(world: BenchWorld, events: DemoBrand["events"], passTime = true): Promise<number> {
  const { clock, engine } = world;
  const calls: DemoBrand["events"][number][][] = [];
  for (let i = 0; i < events.length; i += CALL_EVENTS) calls.push(events.slice(i, i + CALL_EVENTS));
  const post = async (call: DemoBrand["events"]) => {
    const received = Date.parse(call.at(-1)?.at ?? "");
    if (passTime) clock.set(received);
    const answers = await engine.post(call, { origin: "system", received });
    const refused = answers.find((answer) => answer.status === "rejected");
    if (refused) throw new Error(`an event was refused: ${JSON.stringify(refused)}`);
  };
  const startMs = performance.now();
  let posted = post(calls[0] ?? []);
  for (let i = 1; i <= calls.length; i++) {
    await posted;
    posted = i < calls.length ? post(calls[i] ?? []) : Promise.resolve();
    await engine.runUntilIdle();
  }
  await posted;
  return (performance.now() - startMs) / 1_000;
}

/** Gives `work` an empty folder and removes it afterwards. */
export async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
