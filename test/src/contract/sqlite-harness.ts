import { sqlitePlace } from "../../../engine/src/store/data-place.testkit.js";
import type { StoreHarness } from "./store-harness.js";

export const createSqliteHarness = async (): Promise<StoreHarness> => sqlitePlace();
