import { randomUUID } from "node:crypto";
import { type MongoStoreInternals, type MongoStoreOptions, openMongoStore, type Store } from "@sopflow/engine";
import { type Db, MongoClient } from "mongodb";
import type { MongoServer } from "./mongo-server.js";
import type { HarnessFactory, StoreHarness } from "./store-harness.js";

export interface MongoHarness extends StoreHarness {
  readonly url: string;
  /** Opens the data anew with faults, or by another address; nothing is closed or told. */
  openWith(
    internals: MongoStoreInternals,
    address?: string,
    onTakenOver?: NonNullable<MongoStoreOptions["onTakenOver"]>,
  ): Promise<Store>;
  /** What passing time does to the lease of a process that died. */
  endLease(): Promise<void>;
}

export const mongoHarness =
  (server: MongoServer): HarnessFactory =>
  async () =>
    createMongoHarness(server);

/** A database of its own. What a killed process leaves is what lies in it; its lease has run out. */
export function createMongoHarness(server: MongoServer): MongoHarness {
  const name = `sopflow-test-${randomUUID()}`;
  const opened: Store[] = [];
  // A server that was started again may be at another address.
  const aside = async (work: (database: Db) => Promise<unknown>) => {
    const client = new MongoClient(server.database(name));
    await work(client.db());
    await client.close();
  };
  const closeAll = async () => {
    for (const store of opened.splice(0)) await store.close();
  };
  const openWith: MongoHarness["openWith"] = async (internals, url = server.database(name), onTakenOver = () => {}) => {
    const store = await openMongoStore({ url, onTakenOver }, internals);
    opened.push(store);
    return store;
  };
  const endLease = () =>
    // The store's ids are texts.
    aside((database) => database.collection<{ _id: string }>("meta").deleteOne({ _id: "lease" }));
  return {
    get url() {
      return server.database(name);
    },
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
      await aside((database) => database.dropDatabase());
    },
  };
}
