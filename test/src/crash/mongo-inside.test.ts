import { afterAll, describe, expect, it } from "vitest";
import { playMove } from "../../../engine/src/worker/inside-crash.testkit.js";
import { createMongoHarness } from "../contract/mongo-harness.js";
import { type MongoServer, startMongoServer } from "../contract/mongo-server.js";
import { skipSuite } from "../skips.js";

/** Few: FerretDB is slow. */
const PEOPLE = 6;

const started = await startMongoServer();
if (typeof started === "string") skipSuite("A move on MongoDB that is cut off", started);
else suite(started);

function suite(server: MongoServer): void {
  afterAll(() => server.stop());

  describe(`a move on MongoDB (${server.kind}) that is cut off at any write`, () => {
    it("ends as an undisturbed one on the embedded store", { timeout: 240_000 }, async () => {
      const { outcome, points } = await playMove({ dieAt: 0, people: PEOPLE });
      expect(outcome).toMatchObject({ total: PEOPLE, left: 0 });
      // Each of the first, where the move is begun and the first piece of it; then every fourth.
      for (let dieAt = 0; dieAt <= points; dieAt += dieAt < 8 ? 1 : 4) {
        const moved = await playMove({ dieAt, people: PEOPLE, place: createMongoHarness(server) });
        expect(moved.outcome, `killed at write ${dieAt} of ${points}`).toEqual(outcome);
      }
    });
  });
}
