import { type FlowAnswer, type FlowService, generateDemoBrand, type SopEngine, type Store } from "@sopflow/engine";
import { DAY_MS, FLOW_TEMPLATES, localParts } from "@sopflow/engine/core";
import type { Condition, PostedEvent, Where } from "@sopflow/schemas";
import { seedLibrary } from "./demo-library.js";
import { createPastEngine, liveThrough } from "./live-days.js";

/** Events posted at once. */
const BATCH = 1_000;
/** The story that is told is always the same one. */
export const DEMO_SEED = 1;
/** Told in some seconds, and enough that every flow has people inside. */
export const DEMO_CUSTOMERS = 1_000;
/** The last days of the story happen while the flows are live: people are inside them, tasks were done and wait. */
const LIVE_DAYS = 8;
const CAMPAIGN = "campaign-3-day";
/** The flow prepares for five days: its first day was yesterday. */
const CAMPAIGN_BEGAN_DAYS = 6;
const META_UNTIL = "demo.until";
const META_SEEDED = "demo.seeded";
/** How far a story that was broken off has been told, epoch ms. */
const META_AT = "demo.at";
/** Who the audit log names for what the demo made. */
const DEMO_ACTOR = "demo";

export interface SeedParts {
  /** No engine may run on it meanwhile. */
  readonly store: Store;
  /** What `claimDemo` said. */
  readonly until: number;
  /** People to invent; default 1,000. */
  readonly customers?: number;
  /** How long flows are live before `until`, days; default 8. */
  readonly liveDays?: number;
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
export async function seedDemo({
  store,
  until,
  customers = DEMO_CUSTOMERS,
  liveDays = LIVE_DAYS,
  signal,
  onProgress,
}: SeedParts): Promise<void> {
  const brand = generateDemoBrand({ seed: DEMO_SEED, until, customers });
  if ((await store.brand.settings()) === undefined) {
    await store.brand.saveTaxonomy(brand.taxonomy);
    await store.brand.saveProducts(brand.products);
    await store.brand.saveAdvisors(brand.advisors);
    await store.brand.saveSettings(brand.settings);
  }
  // Before the story ends: nobody has changed anything yet.
  await seedLibrary(store, until);
  const liveFrom = until - liveDays * DAY_MS;
  const reached = Number((await store.getMeta(META_AT)) ?? liveFrom);
  const past = createPastEngine(store, reached);
  const history = brand.events.filter((event) => Date.parse(event.at) < liveFrom);
  const live = brand.events.slice(history.length).map(asLive);
  const total = history.length + live.length;
  await postHistory(past.engine, history, signal, (done) => onProgress?.(done, total));
  await publishTemplates(store, past.flows, until, brand.settings.timezone);
  let saved = reached;
  await liveThrough({
    ...past,
    store,
    zone: brand.settings.timezone,
    events: live.filter((event) => Date.parse(event.at) > reached),
    until,
    signal,
    onStep: (at) =>
      onProgress?.(history.length + Math.round((live.length * (at - liveFrom)) / (until - liveFrom)), total),
    saveDay: async (at) => {
      if (at - saved < DAY_MS) return;
      saved = at;
      await store.setMeta(META_AT, String(at));
    },
  });
  await past.engine.stop();
  signal?.throwIfAborted();
  await store.setMeta(META_SEEDED, "1");
}

const asLive = ({ history: _history, ...event }: PostedEvent): PostedEvent => event;

async function postHistory(
  engine: SopEngine,
  events: readonly PostedEvent[],
  signal: AbortSignal | undefined,
  onProgress: (done: number) => void,
): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH) {
    signal?.throwIfAborted();
    const answers = await engine.post(events.slice(from, from + BATCH), { origin: "system", history: true });
    const refused = answers.find((answer) => answer.status === "rejected");
    if (refused?.status === "rejected") throw new Error(`the demo's own event was refused: ${refused.message.en}`);
    await engine.runUntilIdle();
    onProgress(from + answers.length);
  }
}

/** The five templates as flows of the brand, live. */
async function publishTemplates(store: Store, flows: FlowService, until: number, zone: string): Promise<void> {
  for (const { id } of FLOW_TEMPLATES) {
    const draft = await store.flows.get(id);
    if (!draft) {
      accept(await flows.fromTemplate({ template: id, id }, DEMO_ACTOR));
      if (id === CAMPAIGN) await setCampaign(store, until, zone);
    }
    if (draft?.publishedVersion === undefined) accept(await flows.publish(id, {}, DEMO_ACTOR));
  }
}

/** The template begins on the 5th of a month; the demo's campaign is under way whenever somebody looks. */
async function setCampaign(store: Store, until: number, zone: string): Promise<void> {
  const draft = await store.flows.get(CAMPAIGN);
  if (!draft) return;
  const { day } = localParts(zone, until - CAMPAIGN_BEGAN_DAYS * DAY_MS);
  const nodes = draft.flow.nodes.map((node) =>
    node.type === "trigger.schedule"
      ? {
          ...node,
          label: `每月 ${day} 日 9:00 启动（5 天后开场）`,
          data: { ...node.data, cron: `0 9 ${day} * *`, audience: narrowed(node.data.audience) },
        }
      : node,
  );
  const flow = { ...draft.flow, nodes };
  await store.flows.save({ flow, expectedRevision: draft.revision, at: draft.updatedAt, by: DEMO_ACTOR });
}

/** Four advisors can talk to some hundred customers in three days, not to all: to those who have bought more than once. */
const narrowed = (audience: Where): Where => ({ all: [audience, ...LOYAL] });
const LOYAL: Condition[] = [
  { fact: "customer", path: "$.orders.count", operator: "greaterThanInclusive", value: 2 },
  { fact: "customer", path: "$.orders.lastAt", operator: "withinDays", value: 60 },
];

function accept(answer: FlowAnswer<unknown>): void {
  if (answer.status === "ok") return;
  const problems = (answer.diagnostics ?? []).map(({ code, path }) => `${code} at ${path}`).join(", ");
  throw new Error(`a template was refused: ${answer.message.en} ${problems}`);
}
