import { describe, expect, it } from "vitest";
import { batchOf, customerOf, T0 } from "./fixtures.js";
import { freshStores, type HarnessFactory } from "./store-harness.js";

export function recordsContract(create: HarnessFactory): void {
  const fresh = freshStores(create);

  describe("records", () => {
    it("gives back what was written, also after a crash, and counts its writes", async () => {
      const harness = await fresh.harness();
      const { records } = await harness.open();
      await records.put("note", [{ id: "n1", doc: { text: "你好" }, owner: "amy", customerId: "c1", dueAt: T0 }]);
      await records.put("note", [{ id: "n1", doc: { text: "再见" } }]);
      await records.put("note", [{ id: "n2", doc: { text: "" }, owner: "amy" }]);
      const after = (await harness.openAfterCrash()).records;
      expect(await after.get("note", "n1")).toEqual({ id: "n1", revision: 2, doc: { text: "再见" } });
      expect(await after.get("note", "n2")).toEqual({ id: "n2", revision: 1, doc: { text: "" }, owner: "amy" });
      expect(await after.get("other", "n1")).toBeUndefined();
      expect([...(await after.load("note", ["n2", "n9"])).keys()]).toEqual(["n2"]);
    });

    it("takes those that a batch begins, once, together with what the batch writes", async () => {
      const harness = await fresh.harness();
      const store = await harness.open();
      const call = { kind: "call", id: "x", doc: { n: 1 }, customerId: "c1", dueAt: T0 };
      const conflicting = { customer: customerOf("c9"), expectedVersion: 5, wakeAt: null };
      await expect(store.commit(batchOf({ customers: [conflicting], records: [call] }))).rejects.toThrow();
      expect(await store.records.get("call", "x")).toBeUndefined();
      await store.commit(batchOf({ records: [call] }));
      await store.commit(
        batchOf({
          records: [
            { ...call, doc: { n: 2 } },
            { kind: "call", id: "y", doc: {} },
          ],
        }),
      );
      const after = (await harness.openAfterCrash()).records;
      expect(await after.get("call", "x")).toEqual({
        id: "x",
        revision: 1,
        doc: { n: 1 },
        customerId: "c1",
        dueAt: T0,
      });
      expect((await after.due("call", T0, 5)).map(({ id }) => id)).toEqual(["x"]);
      expect(await after.get("call", "y")).toMatchObject({ revision: 1 });
    });

    it("writes only over the revision that was expected, each record on its own", async () => {
      const { records } = await fresh.store();
      const doc = { n: 1 };
      expect(await records.put("k", [{ id: "a", doc, expected: 0 }])).toEqual(["written"]);
      const second = await records.put("k", [
        { id: "a", doc: { n: 2 }, expected: 0 },
        { id: "b", doc, expected: 0 },
        { id: "a", doc: { n: 3 }, expected: 1 },
        { id: "c", doc, expected: 4 },
      ]);
      expect(second).toEqual(["conflict", "written", "written", "conflict"]);
      expect((await records.get("k", "a"))?.doc).toEqual({ n: 3 });
      expect(await records.get("k", "c")).toBeUndefined();
    });

    it("removes a record without a document, and only when its revision is the expected one", async () => {
      const { records } = await fresh.store();
      await records.put("k", [{ id: "a", doc: {} }]);
      expect(await records.put("k", [{ id: "a", expected: 7 }])).toEqual(["conflict"]);
      expect(await records.put("k", [{ id: "a", expected: 1 }])).toEqual(["written"]);
      expect(await records.get("k", "a")).toBeUndefined();
      expect(await records.put("k", [{ id: "a", doc: {}, expected: 0 }])).toEqual(["written"]);
    });

    it("finds what is due, earliest first, until a write takes the time away", async () => {
      const { records } = await fresh.store();
      await records.put("k", [
        { id: "b", doc: {}, dueAt: T0 },
        { id: "a", doc: {}, dueAt: T0 },
        { id: "late", doc: {}, dueAt: T0 + 2 },
        { id: "soon", doc: {}, dueAt: T0 - 5 },
        { id: "never", doc: {} },
      ]);
      await records.put("other", [{ id: "x", doc: {}, dueAt: T0 - 9 }]);
      const due = async (at: number, limit = 10) => (await records.due("k", at, limit)).map(({ id }) => id);
      expect(await due(T0)).toEqual(["soon", "a", "b"]);
      expect(await due(T0 + 2, 2)).toEqual(["soon", "a"]);
      await records.put("k", [{ id: "soon", doc: {} }]);
      expect(await due(T0)).toEqual(["a", "b"]);
    });

    it("lists by owner and by customer in pages, ordered by id", async () => {
      const { records } = await fresh.store();
      const row = (id: string, owner: string, customerId: string) => ({ id, doc: {}, owner, customerId });
      await records.put("k", [row("3", "amy", "c1"), row("1", "amy", "c2"), row("2", "bob", "c1")]);
      const ids = async (query: Parameters<typeof records.list>[1]) =>
        (await records.list("k", query)).map(({ id }) => id);
      expect(await ids({ limit: 10 })).toEqual(["1", "2", "3"]);
      expect(await ids({ limit: 1, afterId: "1" })).toEqual(["2"]);
      expect(await ids({ owner: "amy", limit: 10 })).toEqual(["1", "3"]);
      expect(await ids({ customerId: "c1", limit: 10 })).toEqual(["2", "3"]);
      expect(await Promise.all([records.count("k"), records.count("k", "amy"), records.count("x")])).toEqual([3, 2, 0]);
    });

    it("forgets what is about an erased customer", async () => {
      const store = await fresh.store();
      await store.commit(batchOf({ customers: [{ customer: customerOf("c1"), expectedVersion: 0, wakeAt: null }] }));
      await store.records.put("note", [
        { id: "mine", doc: { text: "secret" }, customerId: "c1" },
        { id: "theirs", doc: {}, customerId: "c2" },
      ]);
      await store.commit(batchOf({ erase: ["c1"] }));
      expect((await store.records.list("note", { limit: 10 })).map(({ id }) => id)).toEqual(["theirs"]);
    });
  });
}
