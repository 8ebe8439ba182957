import type { Store } from "@sopflow/engine";
import { type BrandSettings, brandSettingsSchema, type Taxonomy, taxonomySchema } from "@sopflow/schemas";

/** The brand's settings, or the defaults while nobody has saved any. */
export const brandSettings = async (store: Store): Promise<BrandSettings> =>
  (await store.brand.settings()) ?? brandSettingsSchema.parse({});

/** The brand's taxonomy, empty while nobody has saved any. */
export const brandTaxonomy = async (store: Store): Promise<Taxonomy> =>
  (await store.brand.taxonomy()) ?? taxonomySchema.parse({});
