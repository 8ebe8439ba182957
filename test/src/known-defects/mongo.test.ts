import { afterAll } from "vitest";
import { mongoHarness } from "../contract/mongo-harness.js";
import { startMongoServer } from "../contract/mongo-server.js";
import { skipSuite } from "../skips.js";
import { knownDefects } from "./known-defects.cases.js";

const server = await startMongoServer();
if (typeof server === "string") skipSuite("known defects of other systems, on MongoDB", server);
else {
  afterAll(() => server.stop());
  // Without a backlog: FerretDB v1 on SQLite does not answer when batches of updates of several collections come at once
  // (docs/mongodb.md), which is its own affair.
  knownDefects(`MongoDB (${server.kind})`, mongoHarness(server));
}
