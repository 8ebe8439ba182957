import { StoreError } from "@sopflow/engine";
import { expect, it } from "vitest";
import { failFirst, failingStore } from "./failing-store.js";
import { entryOf } from "./fixtures.js";
import { createSqliteHarness } from "./sqlite-harness.js";
import { freshStores } from "./store-harness.js";

const fresh = freshStores(createSqliteHarness);

it("fails the planned calls before they write, and lets the rest through", async () => {
  const store = failingStore(await fresh.store(), failFirst({ "log.append": 1, commit: 1 }));
  await expect(store.log.append([entryOf("a")])).rejects.toThrow(StoreError);
  expect(await store.log.read(0, 9)).toEqual([]);
  expect(await store.log.append([entryOf("a")])).toEqual([{ status: "accepted", seq: 1 }]);
});

it("can lose the answer of a call that was done", async () => {
  const store = failingStore(await fresh.store(), (call, nth) =>
    call === "log.append" && nth === 2 ? "after" : undefined,
  );
  await store.log.append([entryOf("a")]);
  await expect(store.log.append([entryOf("b")])).rejects.toThrow(StoreError);
  expect(await store.log.append([entryOf("b")])).toEqual([{ status: "duplicate" }]);
});
