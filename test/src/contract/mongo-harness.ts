import { randomUUID } from "node:crypto";
import { type MongoStoreInternals, openMongoStore, type Store } from "@sopflow/engine";
import { MongoClient } from "mongodb";
import type { MongoServer } from "./mongo-server.js";
import type { HarnessFactory, StoreHarness } from "./store-harness.js";

export interface MongoHarness extends StoreHarness {
  readonly url: string;
  /** Opens the data anew with faults; nothing is closed or told. */
  openWith(internals: MongoStoreInternals): Promise<Store>;
  /** What passing time does to the lease of a process that died. */
  endLease(): Promise<void>;
}

export const mongoHarness =
  (server: MongoServer): HarnessFactory =>
  async () =>
    createMongoHarness(server);

/** A database of its own. What a killed process leaves is what lies in it; its lease has run out. */
export function createMongoHarness(server: MongoServer): MongoHarness {
  const url = server.database(`sopflow-test-${randomUUID()}`);
  const opened: Store[] = [];
  const aside = new MongoClient(url);
  const closeAll = async () => {
    for (const store of opened.splice(0)) await store.close();
  };
  const openWith = async (internals: MongoStoreInternals) => {
    const store = await openMongoStore({ url }, internals);
    opened.push(store);
    return store;
  };
  const endLease = async () => {
    // The store's ids are texts.
    await aside.db().collection<{ _id: string }>("meta").deleteOne({ _id: "lease" });
  };
  return {
    url,
    openWith,
    endLease,
    async open() {
      await closeAll();
      return openWith({});
    },
    async openAfterCrash() {
      await endLease();
      return openWith({});
    },
    async dispose() {
      await closeAll();
      await aside.db().dropDatabase();
      await aside.close();
    },
  };
}
