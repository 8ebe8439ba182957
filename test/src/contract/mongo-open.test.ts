import { randomUUID } from "node:crypto";
import { DataFolderError, NewerDataError, openMongoStore, StoreError } from "@sopflow/engine";
import { MongoClient } from "mongodb";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { skipSuite } from "../skips.js";
import { type MongoServer, startMongoServer } from "./mongo-server.js";

const started = await startMongoServer();
if (typeof started === "string") skipSuite("Opening a MongoDB database", started);
else suite(started);

function suite(server: MongoServer): void {
  let url: string;
  let client: MongoClient;
  const made: MongoClient[] = [];
  beforeEach(() => {
    url = server.database(`sopflow-test-${randomUUID()}`);
    client = new MongoClient(url);
    made.push(client);
  });
  afterAll(async () => {
    for (const one of made) {
      await one.db().dropDatabase();
      await one.close();
    }
    await server.stop();
  });
  const meta = () => client.db().collection<{ _id: string }>("meta");
  const everything = async () => {
    const names = (await client.db().listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort();
    return Promise.all(names.map(async (name) => [name, await client.db().collection(name).find().toArray()]));
  };

  describe(`opening a database (${server.kind})`, () => {
    it("of a newer version is refused, and nothing in it changes", async () => {
      await (await openMongoStore({ url })).close();
      await meta().updateOne({ _id: "format" }, { $set: { format: 99 } });
      const before = await everything();
      await expect(openMongoStore({ url })).rejects.toThrow(NewerDataError);
      await expect(openMongoStore({ url, exclusive: false })).rejects.toThrow(NewerDataError);
      expect(await everything()).toEqual(before);
    });

    it("of somebody else is refused, and nothing in it changes", async () => {
      await client.db().collection("theirs").insertOne({ a: 1 });
      const before = await everything();
      await expect(openMongoStore({ url })).rejects.toThrow(DataFolderError);
      expect(await everything()).toEqual(before);
    });

    it("makes indexes that are missing, at every start", async () => {
      await (await openMongoStore({ url })).close();
      const names = async () =>
        (await client.db().collection("customers").indexes()).map(({ key }) => Object.keys(key));
      const before = await names();
      expect(before).toContainEqual(["wakeAt", "_id"]);
      await client.db().collection("customers").dropIndex("wakeAt_1__id_1");
      expect(await names()).not.toContainEqual(["wakeAt", "_id"]);
      await (await openMongoStore({ url })).close();
      expect((await names()).sort()).toEqual(before.sort());
    });

    it("ends with `StoreError` for every later call, and closing twice is fine", async () => {
      const store = await openMongoStore({ url });
      await store.close();
      await store.close();
      await expect(store.getMeta("a")).rejects.toThrow(StoreError);
      await expect(store.setMeta("a", "b")).rejects.toThrow(StoreError);
    });
  });
}
