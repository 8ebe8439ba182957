import { afterAll, beforeAll } from "vitest";
import { sqlitePlace } from "../../../engine/src/store/data-place.testkit.js";
import { bundleChild } from "../crash/bundle-child.js";
import { storeContract } from "./store.contract.js";

let bundle: Awaited<ReturnType<typeof bundleChild>>;
beforeAll(async () => {
  bundle = await bundleChild();
}, 60_000);
afterAll(() => bundle?.remove());

storeContract("SQLite written by another thread", async () => sqlitePlace(bundle.thread));
