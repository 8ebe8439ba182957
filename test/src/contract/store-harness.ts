import type { Store } from "@sopflow/engine";
import { afterEach } from "vitest";
import type { DataPlace } from "../../../engine/src/store/data-place.testkit.js";

export type StoreHarness = DataPlace;

/** Makes an empty place. One per kind of store; the contract suite runs on each. */
export type HarnessFactory = () => Promise<StoreHarness>;

/** Gives each test its own empty store, and takes it away afterwards. */
export function freshStores(create: HarnessFactory): { harness(): Promise<StoreHarness>; store(): Promise<Store> } {
  const made: StoreHarness[] = [];
  afterEach(async () => {
    for (const harness of made.splice(0)) await harness.dispose();
  });
  const harness = async () => {
    const created = await create();
    made.push(created);
    return created;
  };
  return { harness, store: async () => (await harness()).open() };
}
