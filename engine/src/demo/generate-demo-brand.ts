import type { Advisor, BrandSettings, PostedEvent, Product, Taxonomy } from "@sopflow/schemas";
import { planCampaigns } from "./campaigns.js";
import { createEventLog } from "./event-log.js";
import { DAY_MS } from "./local-clock.js";
import { makePerson } from "./person.js";
import { tellPerson } from "./person-story.js";
import { DEMO_PRODUCTS } from "./products.js";
import { DEMO_ADVISORS, demoSettings } from "./settings.js";
import { DEMO_TAXONOMY } from "./taxonomy.js";

export interface DemoBrandOptions {
  readonly seed: number;
  /** End of the told time, epoch ms: usually now. Nothing happens at or after it. */
  readonly until: number;
  /** Days told; default 90. */
  readonly days?: number;
  /** Default 2,000. */
  readonly customers?: number;
  /** Events are marked as history (they match nothing); default true. False for replays. */
  readonly history?: boolean;
}

export interface DemoBrand {
  readonly settings: BrandSettings;
  readonly taxonomy: Taxonomy;
  readonly products: Product[];
  readonly advisors: Advisor[];
  /** Sorted by time. Some are of the product's own types (`profile.changed`, `tag.added`), which intake keys may not post. */
  readonly events: PostedEvent[];
}

/**
 * Invents a brand of consumables with its customers and what they did. The same options give the same bytes on every
 * machine; nothing is taken from outside. Customers are named by id (`demo-00001` …) and created by their first event.
 */
export function generateDemoBrand(options: DemoBrandOptions): DemoBrand {
  const { seed, until, days = 90, customers = 2_000, history = true } = options;
  const period = { from: until - days * DAY_MS, until };
  const log = createEventLog({ idPrefix: `demo-${seed}`, ...period, history });
  let orders = 0;
  const world = {
    log,
    campaigns: planCampaigns(period),
    until,
    nextOrderId: () => `D${String(++orders).padStart(6, "0")}`,
  };
  for (let index = 0; index < customers; index++) tellPerson(makePerson(seed, index, period), world);
  return {
    settings: demoSettings(),
    taxonomy: structuredClone(DEMO_TAXONOMY),
    products: DEMO_PRODUCTS.map((product) => ({ ...product })),
    advisors: DEMO_ADVISORS.map((advisor) => ({ ...advisor, pools: [...advisor.pools] })),
    events: log.finish(),
  };
}
