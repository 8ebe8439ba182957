import { advisorSchema, brandSettingsSchema, productSchema, taxonomySchema } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { T0 } from "./fixtures.js";
import { freshStores, type HarnessFactory } from "./store-harness.js";

export function brandContract(create: HarnessFactory): void {
  const fresh = freshStores(create);

  describe("brand", () => {
    it("is empty at first", async () => {
      const { brand } = await fresh.store();
      expect(await Promise.all([brand.settings(), brand.taxonomy()])).toEqual([undefined, undefined]);
      expect(await Promise.all([brand.products(), brand.advisors(), brand.revision()])).toEqual([[], [], 0]);
    });

    it("gives back what was saved last, and raises its revision with every save", async () => {
      const harness = await fresh.harness();
      const { brand } = await harness.open();
      const settings = brandSettingsSchema.parse({ brand: "山茶" });
      const taxonomy = taxonomySchema.parse({ groups: [{ id: "skin", name: "肤质", tags: ["干皮"] }] });
      const products = ["A", "B"].map((sku) => productSchema.parse({ sku, name: sku }));
      const advisors = [advisorSchema.parse({ id: "amy", name: "Amy" })];
      const revisions = [await brand.revision()];
      for (const save of [
        () => brand.saveSettings(settings),
        () => brand.saveTaxonomy(taxonomy),
        () => brand.saveProducts(products),
        () => brand.saveProducts(products.slice(1)),
        () => brand.saveAdvisors(advisors),
      ]) {
        await save();
        revisions.push(await brand.revision());
      }
      expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
      const after = (await harness.openAfterCrash()).brand;
      expect(await after.settings()).toEqual(settings);
      expect(await after.taxonomy()).toEqual(taxonomy);
      expect(await after.products()).toEqual(products.slice(1));
      expect(await after.advisors()).toEqual(advisors);
      expect(await after.revision()).toBe(revisions.at(-1));
    });
  });

  it("meta keeps small facts by name", async () => {
    const harness = await fresh.harness();
    const store = await harness.open();
    expect(await store.getMeta("install")).toBeUndefined();
    await store.setMeta("install", "1");
    await store.setMeta("install", "2");
    await store.setMeta("demo", "yes");
    const after = await harness.openAfterCrash();
    expect(await Promise.all([after.getMeta("install"), after.getMeta("demo")])).toEqual(["2", "yes"]);
  });

  it("schedules are saved by id, listed in order and removed when deleted", async () => {
    const { schedules } = await fresh.store();
    const row = (nodeId: string) => ({ id: `a/${nodeId}`, flowId: "a", nodeId, version: 1, nextAt: T0 });
    await schedules.save([row("n2"), row("n1")]);
    const running = { ...row("n1"), running: { at: T0, afterId: "c7" } };
    await schedules.save([running]);
    expect(await schedules.list()).toEqual([running, row("n2")]);
    await schedules.save([{ ...row("n1"), deleted: true }]);
    expect(await schedules.list()).toEqual([row("n2")]);
  });
}
