import { createSqliteHarness } from "./sqlite-harness.js";
import { storeContract } from "./store.contract.js";

storeContract("SQLite", createSqliteHarness);
