import type { Store } from "@sopflow/engine";
import { afterEach } from "vitest";

/** One place for data, and ways to come back to it. */
export interface StoreHarness {
  /** Opens the data anew; what was opened before is closed first. */
  open(): Promise<Store>;
  /** Opens what a process killed at this moment would leave; what was opened before is not told. */
  openAfterCrash(): Promise<Store>;
  /** Closes everything and removes the data. */
  dispose(): Promise<void>;
}

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
