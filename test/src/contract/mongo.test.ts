import { afterAll } from "vitest";
import { skipSuite } from "../skips.js";
import { mongoHarness } from "./mongo-harness.js";
import { startMongoServer } from "./mongo-server.js";
import { storeContract } from "./store.contract.js";

const server = await startMongoServer();
if (typeof server === "string") skipSuite("MongoDB keeps the store's contract", server);
else {
  afterAll(() => server.stop());
  storeContract(`MongoDB (${server.kind})`, mongoHarness(server));
}
