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
  /** Changes what is named and keeps the rest; resolves to all settings as they are then. */
  changeSettings(change: Partial<BrandSettings>, ifMatch: string | undefined): Promise<BrandSettings>;
  replaceTaxonomy(taxonomy: Taxonomy, ifMatch: string | undefined): Promise<void>;
}

export function createBrandWrites(store: Store, engine: Pick<SopEngine, "contextChanged">): BrandWrites {
  const inTurn = oneAtATime();
  const write = <T>(change: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      const result = await change();
      await engine.contextChanged();
      return result;
    });
  return {
    upsertAdvisor: (advisor) =>
      write(async () => store.brand.saveAdvisors(upsert(await store.brand.advisors(), advisor, (a) => a.id))),
    upsertProduct: (product) =>
      write(async () => store.brand.saveProducts(upsert(await store.brand.products(), product, (p) => p.sku))),
    changeSettings: (change, ifMatch) =>
      write(async () => {
        const stored = await brandSettings(store);
        requireMatch(ifMatch, stored);
        const settings = { ...stored, ...change };
        await store.brand.saveSettings(settings);
        return settings;
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
