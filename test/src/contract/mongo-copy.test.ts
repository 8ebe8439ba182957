import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { COPYING, copyStore, openMongoStore, openSqliteStore, type Store } from "@sopflow/engine";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { skipSuite } from "../skips.js";
import { batchOf, customerOf, entryOf, T0 } from "./fixtures.js";
import { createMongoHarness, type MongoHarness } from "./mongo-harness.js";
import { type MongoServer, startMongoServer } from "./mongo-server.js";
import { fillStore } from "./store-with-everything.js";

const started = await startMongoServer();
if (typeof started === "string") skipSuite("Copying between the embedded store and MongoDB", started);
else suite(started);

/** Every row of every table, as text. */
function dump(file: string): Record<string, string[]> {
  const database = new DatabaseSync(file);
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
  const rows = tables.map(({ name }) => [
    String(name),
    database
      .prepare(`SELECT * FROM "${String(name)}"`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort(),
  ]);
  database.close();
  return Object.fromEntries(rows);
}

function suite(server: MongoServer): void {
  let folder = "";
  let mongo: MongoHarness;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sopflow-copy-"));
    mongo = createMongoHarness(server);
  });
  afterEach(async () => {
    await mongo.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  afterAll(() => server.stop());

  const fileOf = (name: string) => join(folder, name, "sopflow.db");
  const using = async <T>(store: Store | Promise<Store>, work: (store: Store) => Promise<T>): Promise<T> => {
    const opened = await store;
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  };

  // FerretDB takes seconds for what MongoDB does in one.
  vi.setConfig({ testTimeout: 120_000 });
  describe(`copying a store (${server.kind})`, () => {
    it("to MongoDB and back gives the same, row by row, of every table", async () => {
      await using(openSqliteStore({ file: fileOf("a") }), fillStore);
      const there = await copyStore({ from: join(folder, "a"), to: mongo.url });
      expect(there.filter(({ count }) => count === 0)).toEqual([]);
      expect(there.find(({ table }) => table === "customers")?.count).toBe(1_050);
      const back = await copyStore({ from: mongo.url, to: fileOf("b") });
      expect(back).toEqual(there);
      const [before, after] = [dump(fileOf("a")), dump(fileOf("b"))];
      expect(after).toEqual(before);
      // A table that nobody copies would be empty here.
      expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
    });

    it("leaves one that goes on where the other stopped", async () => {
      const last = await using(openSqliteStore({ file: fileOf("a") }), async (store) => {
        await fillStore(store);
        // Its last position is above its last entry: there is none.
        expect(await store.log.trim(T0 + 1, 1_000, T0)).toBeGreaterThan(0);
        expect(await store.log.read(0, 9)).toEqual([]);
        return store.log.lastSeq();
      });
      await copyStore({ from: fileOf("a"), to: mongo.url });
      await using(openMongoStore({ url: mongo.url }), async (store) => {
        expect(await store.log.append([entryOf("e7"), entryOf("next")])).toEqual([
          { status: "duplicate" },
          { status: "accepted", seq: last + 1 },
        ]);
        expect(await store.customers.list({ tag: "t1", limit: 2 })).toMatchObject([{ id: "c1" }, { id: "c10" }]);
        expect((await store.access.keyByHash("h1"))?.id).toBe("k1");
        const next = customerOf("c1", { version: 2 });
        await store.commit(batchOf({ customers: [{ customer: next, expectedVersion: 1, wakeAt: null }] }));
      });
    });

    it("that was broken off is refused by nobody but a server, and started again it is whole", async () => {
      await using(openSqliteStore({ file: fileOf("a") }), fillStore);
      const stop = new AbortController();
      const onProgress = (table: string) => {
        if (table === "customers") stop.abort();
      };
      const broken = copyStore({ from: fileOf("a"), to: mongo.url, signal: stop.signal, onProgress });
      await expect(broken).rejects.toThrow(/abort/i);
      const mark = () => using(openMongoStore({ url: mongo.url }), (store) => store.getMeta(COPYING));
      expect(await mark()).toBe("1");
      await copyStore({ from: fileOf("a"), to: mongo.url });
      expect(await mark()).toBeUndefined();
    });
  });
}
