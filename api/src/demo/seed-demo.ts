import { type FlowAnswer, type FlowService, generateDemoBrand, type SopEngine, type Store } from "@sopflow/engine";
import { FLOW_TEMPLATES } from "@sopflow/engine/core";
import type { PostedEvent } from "@sopflow/schemas";

/** Events posted at once. */
const BATCH = 1_000;
const SEED = 1;
const META_UNTIL = "demo.until";
const META_SEEDED = "demo.seeded";
/** Who the audit log names for what the demo made. */
const DEMO_ACTOR = "demo";

export interface SeedParts {
  readonly store: Store;
  readonly engine: SopEngine;
  readonly flows: FlowService;
  readonly now: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Whether this data folder still wants its demo brand: it is new, or an earlier start was stopped half-way. */
export async function wantsDemo(store: Store): Promise<boolean> {
  if ((await store.getMeta(META_SEEDED)) !== undefined) return false;
  if ((await store.getMeta(META_UNTIL)) !== undefined) return true;
  // A folder that was started empty on purpose, or used by import, is somebody's own.
  return (await store.log.lastSeq()) === 0 && (await store.brand.settings()) === undefined;
}

/**
 * Fills a new data folder with a made-up brand. Every part may be done twice without effect, and the moment up to which
 * the story is told is written down first: killed anywhere, the next start tells the same story to its end.
 */
export async function seedDemo(parts: SeedParts): Promise<void> {
  const { store, engine, now, signal, onProgress } = parts;
  const until = Number((await store.getMeta(META_UNTIL)) ?? now);
  await store.setMeta(META_UNTIL, String(until));
  const brand = generateDemoBrand({ seed: SEED, until });
  if ((await store.brand.settings()) === undefined) {
    await store.brand.saveTaxonomy(brand.taxonomy);
    await store.brand.saveProducts(brand.products);
    await store.brand.saveAdvisors(brand.advisors);
    await store.brand.saveSettings(brand.settings);
  }
  await engine.contextChanged();
  await postAll(engine, brand.events, signal, onProgress);
  await engine.runUntilIdle();
  await publishTemplates(parts);
  await store.setMeta(META_SEEDED, String(now));
}

async function postAll(
  engine: SopEngine,
  events: readonly PostedEvent[],
  signal: AbortSignal | undefined,
  onProgress: SeedParts["onProgress"],
): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH) {
    signal?.throwIfAborted();
    const answers = await engine.post(events.slice(from, from + BATCH), { origin: "system", history: true });
    const refused = answers.find((answer) => answer.status === "rejected");
    if (refused?.status === "rejected") throw new Error(`the demo's own event was refused: ${refused.message.en}`);
    onProgress?.(Math.min(from + BATCH, events.length), events.length);
  }
}

/** The five templates as flows of the brand, live. */
async function publishTemplates({ store, flows }: SeedParts): Promise<void> {
  for (const { id } of FLOW_TEMPLATES) {
    const draft = await store.flows.get(id);
    if (!draft) accept(await flows.fromTemplate({ template: id, id }, DEMO_ACTOR));
    if (draft?.publishedVersion === undefined) accept(await flows.publish(id, {}, DEMO_ACTOR));
  }
}

function accept(answer: FlowAnswer<unknown>): void {
  if (answer.status === "ok") return;
  const problems = (answer.diagnostics ?? []).map(({ code, path }) => `${code} at ${path}`).join(", ");
  throw new Error(`a template was refused: ${answer.message.en} ${problems}`);
}
