import { type Advisor, type BrandSettings, brandSettingsSchema, type Product } from "@sopflow/schemas";
import type { BrandStore } from "../port.js";
import type { Connection } from "./connection.js";
import { prepareRevision } from "./revisions.js";

/** Four documents; the longest, some thousand products, is read once per change by the worker. */
export function createBrand(connection: Connection): BrandStore {
  const revision = prepareRevision(connection, "brand");
  const select = connection.prepare<{ doc: string }>("SELECT doc FROM brand WHERE name = ?");
  const upsert = connection.prepare(
    "INSERT INTO brand (name, doc) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET doc = excluded.doc",
  );
  const load = async (name: string) => {
    const row = select.get(name);
    return row && JSON.parse(row.doc);
  };
  const save = async (name: string, value: unknown) =>
    connection.write(() => {
      upsert.run(name, JSON.stringify(value));
      revision.raise();
    });
  return {
    revision: async () => revision.current(),
    // What a newer version added has its default, however old the document is.
    settings: async (): Promise<BrandSettings | undefined> => {
      const stored: unknown = await load("settings");
      return stored === undefined ? undefined : brandSettingsSchema.parse(stored);
    },
    saveSettings: (settings) => save("settings", settings),
    taxonomy: () => load("taxonomy"),
    saveTaxonomy: (taxonomy) => save("taxonomy", taxonomy),
    products: async (): Promise<Product[]> => (await load("products")) ?? [],
    saveProducts: (products) => save("products", products),
    advisors: async (): Promise<Advisor[]> => (await load("advisors")) ?? [],
    saveAdvisors: (advisors) => save("advisors", advisors),
  };
}
