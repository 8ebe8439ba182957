import { type Advisor, type BrandSettings, brandSettingsSchema, type Product } from "@sopflow/schemas";
import type { BrandStore } from "../port.js";
import type { Data } from "./data.js";
import { raiseRevision, readRevision } from "./revisions.js";

export function createBrand(data: Data): BrandStore {
  const load = async (name: string) => {
    const row = await data.read(() => data.connection.first("brand", { _id: name }));
    return row && JSON.parse(row.doc);
  };
  const save = async (name: string, value: unknown) => {
    await data.write(async (draft) => {
      draft.put("brand", { _id: name, doc: JSON.stringify(value) });
      await raiseRevision(draft, "brand");
    });
  };
  return {
    revision: () => readRevision(data, "brand"),
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
