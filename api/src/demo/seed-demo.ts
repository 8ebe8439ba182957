import { type FlowAnswer, type FlowService, generateDemoBrand, type SopEngine, type Store } from "@sopflow/engine";
import { FLOW_TEMPLATES } from "@sopflow/engine/core";
import type { PostedEvent } from "@sopflow/schemas";

/** Events posted at once. */
const BATCH = 1_000;
/** The story that is told is always the same one. */
export const DEMO_SEED = 1;
/** The last hours of the story happen while the flows are live, so that people are inside them from the start. */
const LIVE_MS = 20 * 3_600_000;
const META_UNTIL = "demo.until";
const META_SEEDED = "demo.seeded";
/** Who the audit log names for what the demo made. */
const DEMO_ACTOR = "demo";

export interface SeedParts {
  readonly store: Store;
  /** Running. */
  readonly engine: SopEngine;
  readonly flows: FlowService;
  /** What `claimDemo` said. */
  readonly until: number;
  /** People to invent; default 2,000. */
  readonly customers?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Until when the demo brand's story is to be told in this data folder, epoch ms: `now` for a new folder, what was decided
 * then where an earlier start was stopped half-way, undefined where there is nothing (more) to tell. The decision is
 * written down. Ask before the engine starts: it leaves entries of its own in the log.
 */
export async function claimDemo(store: Store, now: number): Promise<number | undefined> {
  if ((await store.getMeta(META_SEEDED)) !== undefined) return undefined;
  const claimed = await store.getMeta(META_UNTIL);
  if (claimed !== undefined) return Number(claimed);
  // A folder that was started empty on purpose, or used by import, is somebody's own.
  if ((await store.log.lastSeq()) > 0 || (await store.brand.settings()) !== undefined) return undefined;
  await store.setMeta(META_UNTIL, String(now));
  return now;
}

/** Until when the demo's story was told in this data folder, epoch ms; undefined where there is no whole demo. */
export async function demoUntil(store: Store): Promise<number | undefined> {
  if ((await store.getMeta(META_SEEDED)) !== "1") return undefined;
  return Number(await store.getMeta(META_UNTIL));
}

/** This data folder is somebody's own: it never gets a demo brand. */
export const declineDemo = async (store: Store): Promise<void> => {
  if ((await store.getMeta(META_UNTIL)) === undefined) await store.setMeta(META_SEEDED, "declined");
};

/**
 * Fills a new data folder with a made-up brand. Every part may be done twice without effect: killed anywhere, the
 * next start tells the same story to its end.
 */
export async function seedDemo(parts: SeedParts): Promise<void> {
  const { store, engine, until, customers, signal } = parts;
  const brand = generateDemoBrand({ seed: DEMO_SEED, until, ...(customers !== undefined && { customers }) });
  if ((await store.brand.settings()) === undefined) {
    await store.brand.saveTaxonomy(brand.taxonomy);
    await store.brand.saveProducts(brand.products);
    await store.brand.saveAdvisors(brand.advisors);
    await store.brand.saveSettings(brand.settings);
  }
  await engine.contextChanged();
  const liveFrom = until - LIVE_MS;
  const past = brand.events.filter((event) => Date.parse(event.at) < liveFrom);
  await postAll(parts, past, true);
  await applied(parts, past.length);
  await publishTemplates(parts);
  await postAll(parts, brand.events.slice(past.length).map(asLive), false);
  signal?.throwIfAborted();
  await store.setMeta(META_SEEDED, "1");
}

/** Taking an event in is about a quarter of the work, applying it the rest: so progress is counted. */
const POST_SHARE = 0.25;

const asLive = ({ history: _history, ...event }: PostedEvent): PostedEvent => event;

async function postAll(
  { engine, signal, onProgress }: SeedParts,
  events: readonly PostedEvent[],
  history: boolean,
): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH) {
    signal?.throwIfAborted();
    const answers = await engine.post(events.slice(from, from + BATCH), { origin: "system", history });
    const refused = answers.find((answer) => answer.status === "rejected");
    if (refused?.status === "rejected") throw new Error(`the demo's own event was refused: ${refused.message.en}`);
    if (history) onProgress?.(Math.round((from + answers.length) * POST_SHARE), events.length);
  }
}

/** Resolves when the running engine has applied all that is in its log; rejects when `signal` aborts. */
async function applied({ engine, store, signal, onProgress }: SeedParts, total: number): Promise<void> {
  const last = await store.log.lastSeq();
  const { backlog } = await engine.health();
  let stopListening = () => {};
  let stopWaiting = () => {};
  try {
    if (backlog === 0) return;
    await new Promise<void>((resolve, reject) => {
      stopListening = engine.onCommit(({ seq }) => {
        const share = 1 - Math.min(1, (last - seq) / Math.max(1, backlog));
        onProgress?.(Math.round(total * (POST_SHARE + (1 - POST_SHARE) * share)), total);
        if (seq >= last) resolve();
      });
      const abort = () => reject(signal?.reason);
      stopWaiting = () => signal?.removeEventListener("abort", abort);
      signal?.addEventListener("abort", abort, { once: true });
      if (signal?.aborted) abort();
    });
  } finally {
    stopListening();
    stopWaiting();
    onProgress?.(total, total);
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
