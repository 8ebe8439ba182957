import { ConflictError } from "@sopflow/engine";
import { describe, expect, it } from "vitest";
import { batchOf, customerOf, DAY_MS, entryOf, T0 } from "./fixtures.js";
import { freshStores, type HarnessFactory } from "./store-harness.js";

export function logContract(create: HarnessFactory): void {
  const fresh = freshStores(create);

  describe("log.append", () => {
    it("P1: is durable when it returns", async () => {
      const harness = await fresh.harness();
      const store = await harness.open();
      const results = await store.log.append([entryOf("a"), entryOf("b", { history: true })]);
      expect(results).toEqual([
        { status: "accepted", seq: 1 },
        { status: "accepted", seq: 2 },
      ]);
      const after = await harness.openAfterCrash();
      expect(await after.log.read(0, 10)).toEqual(await store.log.read(0, 10));
      expect(await after.log.append([entryOf("a")])).toEqual([{ status: "duplicate" }]);
    });

    it("gives back what was put in, with a rising position and the partition of the customer", async () => {
      const store = await fresh.store();
      const { dedupe: _, ...plain } = entryOf("a");
      const { dedupe: _tick, customerId: _none, ...tick } = entryOf("t", { kind: "tick", dedupe: [] });
      await store.log.append([entryOf("a"), { ...tick, dedupe: [] }]);
      const [first, second] = await store.log.read(0, 10);
      expect(first).toEqual({ ...plain, seq: 1, partition: first?.partition });
      expect(first?.partition).toBeGreaterThanOrEqual(0);
      expect(second).toEqual({ ...tick, seq: 2, partition: 0 });
    });

    it("accepts nothing twice: neither in one call nor in the next, by any of the keys", async () => {
      const store = await fresh.store();
      const order = (id: string) => entryOf(id, { dedupe: [{ key: `shop:${id}` }, { key: "order:7" }] });
      const results = await store.log.append([order("a"), order("b"), entryOf("a"), entryOf("b")]);
      expect(results.map(({ status }) => status)).toEqual(["accepted", "duplicate", "duplicate", "accepted"]);
      expect(await store.log.append([order("c")])).toEqual([{ status: "duplicate" }]);
      expect(await store.log.append([entryOf("c")])).toMatchObject([{ status: "accepted" }]);
    });

    it("takes entries without keys as often as they come", async () => {
      const store = await fresh.store();
      const results = await store.log.append([entryOf("a", { dedupe: [] }), entryOf("a", { dedupe: [] })]);
      expect(results.map(({ status }) => status)).toEqual(["accepted", "accepted"]);
    });

    it("forgets a key at its `until`, by the time of reception, and keeps one without for ever", async () => {
      const store = await fresh.store();
      const at = (received: number, key: object) => entryOf("a", { received, dedupe: [{ key: "k", ...key }] });
      const statuses = async (...entries: ReturnType<typeof at>[]) =>
        (await store.log.append(entries)).map(({ status }) => status);
      expect(await statuses(at(T0, { until: T0 + 10 }))).toEqual(["accepted"]);
      expect(await statuses(at(T0 + 9, { until: T0 + 99 }))).toEqual(["duplicate"]);
      expect(await statuses(at(T0 + 10, { until: T0 + 20 }))).toEqual(["accepted"]);
      expect(await statuses(at(T0 + 19, {}), at(T0 + 20, {}))).toEqual(["duplicate", "accepted"]);
      expect(await statuses(at(T0 + 10_000 * DAY_MS, {}))).toEqual(["duplicate"]);
    });
  });

  describe("the log's reads", () => {
    it("page forward by position and know the last one", async () => {
      const store = await fresh.store();
      expect(await store.log.lastSeq()).toBe(0);
      await store.log.append(["a", "b", "c", "d"].map((id) => entryOf(id)));
      expect((await store.log.read(1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
      expect(await store.log.read(4, 2)).toEqual([]);
      expect(await store.log.lastSeq()).toBe(4);
    });

    it("show one customer's entries newest first, page by page", async () => {
      const store = await fresh.store();
      await store.log.append(["a", "b", "c"].map((id) => entryOf(id)));
      await store.log.append([entryOf("x", { customerId: "c2" }), entryOf("d")]);
      const page = await store.log.byCustomer("c1", { limit: 2 });
      expect(page.map(({ id }) => id)).toEqual(["d", "c"]);
      const next = await store.log.byCustomer("c1", { limit: 9, before: page.at(-1)?.seq ?? 0 });
      expect(next.map(({ id }) => id)).toEqual(["b", "a"]);
    });

    it("know each consumer's position, which only goes forward", async () => {
      const store = await fresh.store();
      expect(await store.log.cursor("worker")).toBe(0);
      await store.commit(batchOf({ cursor: { consumer: "worker", seq: 7 } }));
      await store.commit(batchOf({ cursor: { consumer: "other", seq: 3 } }));
      await store.commit(batchOf({ cursor: { consumer: "worker", seq: 5 } }));
      expect(await Promise.all(["worker", "other"].map((one) => store.log.cursor(one)))).toEqual([7, 3]);
    });
  });

  describe("log.trim", () => {
    it("deletes the oldest entries that everybody has consumed, up to its limit, and reuses no position", async () => {
      const store = await fresh.store();
      await store.log.append([1, 2, 3, 4].map((n) => entryOf(`${n}`, { received: T0 + n })));
      expect(await store.log.trim(T0 + 100, 10)).toBe(0);
      await store.commit(batchOf({ cursor: { consumer: "worker", seq: 4 } }));
      await store.commit(batchOf({ cursor: { consumer: "mirror", seq: 3 } }));
      expect(await store.log.trim(T0 + 3, 1)).toBe(1);
      expect(await store.log.trim(T0 + 3, 10)).toBe(1);
      expect((await store.log.read(0, 10)).map(({ seq }) => seq)).toEqual([3, 4]);
      await store.commit(batchOf({ cursor: { consumer: "mirror", seq: 4 } }));
      expect(await store.log.trim(T0 + 100, 10)).toBe(2);
      expect(await store.log.lastSeq()).toBe(4);
      expect(await store.log.append([entryOf("1"), entryOf("5")])).toEqual([
        { status: "duplicate" },
        { status: "accepted", seq: 5 },
      ]);
    });

    it("deletes dedupe keys whose time is over, and no others", async () => {
      const store = await fresh.store();
      const keyed = (id: string, until?: number) =>
        entryOf(id, { dedupe: [until === undefined ? { key: id } : { key: id, until }] });
      await store.log.append([keyed("a", T0 + 10), keyed("b", T0 + 11), keyed("c")]);
      expect(await store.log.trim(T0, 10, T0 + 10)).toBe(1);
      const results = await store.log.append([keyed("a"), keyed("b"), keyed("c")]);
      expect(results.map(({ status }) => status)).toEqual(["accepted", "duplicate", "duplicate"]);
    });
  });

  describe("entries that a batch appends", () => {
    it("come behind the log, deduped like any other, and only with the batch", async () => {
      const store = await fresh.store();
      await store.log.append([entryOf("a")]);
      const append = [entryOf("task.assigned:1"), entryOf("a")];
      await store.commit(batchOf({ append }));
      await store.commit(batchOf({ append }));
      const stale = { customer: customerOf("c1"), expectedVersion: 4, wakeAt: null };
      await expect(store.commit(batchOf({ append: [entryOf("z")], customers: [stale] }))).rejects.toThrow(
        ConflictError,
      );
      expect((await store.log.read(0, 10)).map(({ id }) => id)).toEqual(["a", "task.assigned:1"]);
    });
  });
}
