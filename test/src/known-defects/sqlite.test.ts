import { createSqliteHarness } from "../contract/sqlite-harness.js";
import { knownDefects } from "./known-defects.cases.js";

knownDefects("SQLite", createSqliteHarness, 1_300);
