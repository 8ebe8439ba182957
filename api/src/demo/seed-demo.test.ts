import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NOON, startTestApi, type TestApi } from "../test-api.testkit.js";
import { claimDemo, type SeedParts, seedDemo } from "./seed-demo.js";

let worlds: TestApi[];
beforeEach(() => {
  worlds = [];
});
afterEach(async () => {
  for (const world of worlds) await world.close();
});

async function newWorld(): Promise<{ world: TestApi; parts: SeedParts }> {
  const world = await startTestApi();
  worlds.push(world);
  expect(await claimDemo(world.store, NOON)).toBe(NOON);
  return { world, parts: { store: world.store, until: NOON, customers: 40, liveDays: 2 } };
}

const stateOf = async ({ store }: TestApi) => ({
  tasks: (await store.tasks.query({ limit: 10_000 })).map(({ id, state, result }) => [id, state, result?.outcome]),
  customers: (await store.customers.list({ limit: 100 })).map(({ id, orderCount, spend, tags }) => ({
    id,
    orderCount,
    spend,
    tags,
  })),
  flows: (await store.flows.list()).map(({ flowId, state, publishedVersion }) => ({ flowId, state, publishedVersion })),
  products: (await store.brand.products()).length,
  advisors: (await store.brand.advisors()).length,
});

describe("the demo brand of a first start", () => {
  it("fills a new data folder, once: people with orders, and the five templates live", async () => {
    const { world, parts } = await newWorld();
    await seedDemo(parts);
    expect(await claimDemo(world.store, NOON)).toBeUndefined();
    const state = await stateOf(world);
    expect(state).toMatchObject({ products: 12, advisors: 4 });
    expect(state.customers).toHaveLength(40);
    expect(state.customers.some(({ orderCount }) => orderCount > 0)).toBe(true);
    expect(state.flows).toHaveLength(5);
    const lead = await world.signedIn("lead");
    const { items, folders } = (await lead.get("/v1/library")).json();
    expect([items.length, folders]).toEqual([13, ["复购", "关怀", "加好友", "售后", "素材", "异议", "用法用量"]]);
    const advisor = await world.signedIn("advisor", (await world.store.brand.advisors())[0]?.id);
    expect((await advisor.get("/v1/library?favourites=true")).json().items).toHaveLength(3);
    for (const flow of state.flows) expect(flow).toMatchObject({ state: "live", publishedVersion: 1 });
  });

  it("is completed by the next start when it was stopped anywhere, as if it had not been", async () => {
    const { world: whole, parts } = await newWorld();
    await seedDemo(parts);
    const expected = await stateOf(whole);
    for (const stopAt of [0.2, 1]) {
      const { world, parts } = await newWorld();
      const stop = new AbortController();
      const onProgress = (done: number, total: number) => {
        if (done >= total * stopAt) stop.abort();
      };
      await expect(seedDemo({ ...parts, signal: stop.signal, onProgress })).rejects.toThrow();
      const until = await claimDemo(world.store, NOON + 3_600_000);
      expect(until).toBe(NOON);
      await seedDemo({ ...parts, until: until ?? 0 });
      expect(await stateOf(world)).toEqual(expected);
    }
  });

  it("is not for a folder that somebody uses already, nor for one that was started empty", async () => {
    const used = await startTestApi();
    const empty = await startTestApi();
    worlds.push(used, empty);
    const event = { id: "1", type: "page.viewed", customer: "c", at: new Date(NOON).toISOString() };
    await used.engine.post([event], { origin: "intake" });
    await empty.engine.start();
    expect(await claimDemo(used.store, NOON)).toBeUndefined();
    expect(await claimDemo(empty.store, NOON)).toBeUndefined();
  });
});
