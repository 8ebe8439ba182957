import { randomUUID } from "node:crypto";
import { MongoClient } from "mongodb";
import { afterAll, describe, expect, it } from "vitest";
import { skipSuite } from "../skips.js";
import { type MongoServer, startMongoServer } from "./mongo-server.js";

const started = await startMongoServer();
if (typeof started === "string") skipSuite("What the store asks of one document of MongoDB", started);
else suite(started);

/*
 * Found by running this against FerretDB v1.24 (SQLite): it finds the document first and writes it afterwards, and lets
 * other writers in between. Of 200 concurrent `$inc` of 1, four were left; of eight that compared and set the same value
 * at once, five won on the average, and five took what `findOneAndDelete` hands out once. An insert by id has one
 * winner. So nothing of the store rests on filter and update going together while several write: one process writes,
 * one write after the other. Where two processes meet, the lease is an insert; only the taking over of a dead
 * process's lease compares and sets. That two of them take it over at the same moment is therefore proven on a real
 * MongoDB only, by the second test, which is left out on FerretDB.
 */
function suite(server: MongoServer): void {
  const client = new MongoClient(server.database(`sopflow-test-${randomUUID()}`));
  const documents = client.db().collection<{ _id: string; holder?: number; beat?: number }>("one");
  afterAll(async () => {
    await client.db().dropDatabase();
    await client.close();
    await server.stop();
  });
  const eight = [0, 1, 2, 3, 4, 5, 6, 7];

  describe(`one document of ${server.kind}`, () => {
    it("is inserted once, of eight who try at the same time", async () => {
      for (let round = 0; round < 20; round++) {
        const all = await Promise.allSettled(eight.map(() => documents.insertOne({ _id: `insert ${round}` })));
        expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      }
    });

    // What FerretDB does not promise is no test of it: see above.
    if (server.kind === "FerretDB v1") return;
    it("is compared and set by one, of eight at the same time", async () => {
      for (let round = 0; round < 20; round++) {
        const _id = `set ${round}`;
        await documents.insertOne({ _id, beat: 0 });
        const all = await Promise.all(
          eight.map((holder) => documents.updateMany({ _id, beat: 0 }, { $set: { holder, beat: 1 } })),
        );
        expect(all.filter(({ matchedCount }) => matchedCount === 1)).toHaveLength(1);
      }
    });
  });
}
