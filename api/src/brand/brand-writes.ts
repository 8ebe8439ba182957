import type { SopEngine, Store } from "@sopflow/engine";
import type { Advisor, BrandSettings, Product, Taxonomy } from "@sopflow/schemas";
import { ApiError } from "../errors/api-error.js";
import { brandSettings, brandTaxonomy } from "./brand-settings.js";
import { etagOf, ifMatchHolds } from "./etag.js";
import { oneAtATime } from "./one-at-a-time.js";

/** Changes of brand data, one after another; each counts at once. `ifMatch` names the document it was made from. */
export interface BrandWrites {
  upsertAdvisor(advisor: Advisor): Promise<void>;
  upsertProduct(product: Product): Promise<void>;
  replaceSettings(settings: BrandSettings, ifMatch: string | undefined): Promise<void>;
  replaceTaxonomy(taxonomy: Taxonomy, ifMatch: string | undefined): Promise<void>;
}

export function createBrandWrites(store: Store, engine: Pick<SopEngine, "contextChanged">): BrandWrites {
  const inTurn = oneAtATime();
  const write = (change: () => Promise<void>) =>
    inTurn(async () => {
      await change();
      await engine.contextChanged();
    });
  return {
    upsertAdvisor: (advisor) =>
      write(async () => store.brand.saveAdvisors(upsert(await store.brand.advisors(), advisor, (a) => a.id))),
    upsertProduct: (product) =>
      write(async () => store.brand.saveProducts(upsert(await store.brand.products(), product, (p) => p.sku))),
    replaceSettings: (settings, ifMatch) =>
      write(async () => {
        requireMatch(ifMatch, await brandSettings(store));
        await store.brand.saveSettings(settings);
      }),
    replaceTaxonomy: (taxonomy, ifMatch) =>
      write(async () => {
        requireMatch(ifMatch, await brandTaxonomy(store));
        await store.brand.saveTaxonomy(taxonomy);
      }),
  };
}

function requireMatch(ifMatch: string | undefined, stored: unknown): void {
  if (!ifMatchHolds(ifMatch, etagOf(stored))) throw ApiError.of("settings.revision_conflict");
}

/** Replaces the item with the same key in its place, or adds it at the end. */
function upsert<T>(items: readonly T[], item: T, key: (item: T) => string): T[] {
  const at = items.findIndex((other) => key(other) === key(item));
  return at < 0 ? [...items, item] : items.with(at, item);
}
