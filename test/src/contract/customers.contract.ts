import { ConflictError } from "@sopflow/engine";
import { describe, expect, it } from "vitest";
import { batchOf, customerOf, T0 } from "./fixtures.js";
import { freshStores, type HarnessFactory } from "./store-harness.js";

export function customersContract(create: HarnessFactory): void {
  const fresh = freshStores(create);
  const write = (id: string, wakeAt: number | null = null, parts: Parameters<typeof customerOf>[1] = {}) => ({
    customer: customerOf(id, parts),
    expectedVersion: 0,
    wakeAt,
  });

  describe("customers.load", () => {
    it("gives the documents that exist, each once, as they were written", async () => {
      const store = await fresh.store();
      const customer = customerOf("c1", { name: "林一", tags: ["新客"], attributes: { 肤质: "干", age: 30 } });
      await store.commit(batchOf({ customers: [{ customer, expectedVersion: 0, wakeAt: null }, write("c2")] }));
      const loaded = await store.customers.load(["c1", "nobody", "c1"]);
      expect([...loaded]).toEqual([["c1", customer]]);
      expect(await store.customers.load([])).toEqual(new Map());
    });

    it("gives documents that the caller may change without changing the store", async () => {
      const store = await fresh.store();
      await store.commit(batchOf({ customers: [write("c1")] }));
      (await store.customers.load(["c1"])).get("c1")?.tags.push("changed");
      expect((await store.customers.load(["c1"])).get("c1")?.tags).toEqual([]);
    });
  });

  describe("customers.due", () => {
    it("gives the earliest first, ids in order at the same time, and never those without a timer", async () => {
      const store = await fresh.store();
      const customers = [write("d", T0 + 2), write("b", T0 + 1), write("a", T0 + 1), write("held"), write("e", T0 + 3)];
      await store.commit(batchOf({ customers }));
      expect(await store.customers.due(T0 + 2, 10)).toEqual([
        { id: "a", wakeAt: T0 + 1 },
        { id: "b", wakeAt: T0 + 1 },
        { id: "d", wakeAt: T0 + 2 },
      ]);
      expect((await store.customers.due(T0 + 9, 2)).map(({ id }) => id)).toEqual(["a", "b"]);
      expect(await store.customers.due(T0, 10)).toEqual([]);
      expect(await store.customers.nextWake()).toBe(T0 + 1);
    });

    it("follows every write of a customer", async () => {
      const store = await fresh.store();
      expect(await store.customers.nextWake()).toBeUndefined();
      await store.commit(batchOf({ customers: [write("a", T0 + 5)] }));
      const next = (version: number, wakeAt: number | null) =>
        store.commit(
          batchOf({ customers: [{ customer: customerOf("a", { version }), expectedVersion: version - 1, wakeAt }] }),
        );
      await next(2, T0 + 1);
      expect(await store.customers.due(T0 + 9, 9)).toEqual([{ id: "a", wakeAt: T0 + 1 }]);
      await next(3, null);
      expect(await store.customers.due(T0 + 9, 9)).toEqual([]);
      expect(await store.customers.nextWake()).toBeUndefined();
    });

    it("is right also where a write was said to leave it in place and does not", async () => {
      const store = await fresh.store();
      await store.commit(batchOf({ customers: [write("a", T0 + 5)] }));
      const next = (version: number, wakeAt: number | null, expectedVersion = version - 1) =>
        store.commit(
          batchOf({
            customers: [{ customer: customerOf("a", { version }), expectedVersion, wakeAt, isInPlace: true }],
          }),
        );
      await next(2, T0 + 5);
      expect(await store.customers.due(T0 + 9, 9)).toEqual([{ id: "a", wakeAt: T0 + 5 }]);
      await next(3, T0 + 1);
      expect(await store.customers.due(T0 + 9, 9)).toEqual([{ id: "a", wakeAt: T0 + 1 }]);
      await next(4, null);
      expect(await store.customers.due(T0 + 9, 9)).toEqual([]);
      await expect(next(5, null, 2)).rejects.toThrow(ConflictError);
      expect((await store.customers.load(["a"])).get("a")?.version).toBe(4);
    });
  });

  describe("identities", () => {
    it("stay with the customer that had them first, by type and value", async () => {
      const harness = await fresh.harness();
      const { customers } = await harness.open();
      expect(await customers.resolve("unionid", "u1")).toBeUndefined();
      expect(await customers.bindIdentity("unionid", "u1", "c1")).toBe("c1");
      expect(await customers.bindIdentity("unionid", "u1", "c2")).toBe("c1");
      expect(await customers.bindIdentity("phone", "u1", "c2")).toBe("c2");
      expect(await customers.resolve("unionid", "u1")).toBe("c1");
      expect(await (await harness.openAfterCrash()).customers.resolve("phone", "u1")).toBe("c2");
    });

    it("are bound many at once, in order", async () => {
      const { customers } = await fresh.store();
      const bind = (value: string, customerId: string) => ({ idType: "phone", value, customerId });
      expect(await customers.bindIdentities([bind("1", "a"), bind("2", "b"), bind("1", "c")])).toEqual(["a", "b", "a"]);
      expect(await customers.bindIdentities([])).toEqual([]);
      expect(await customers.resolve("phone", "1")).toBe("a");
    });

    it("move with a merge", async () => {
      const store = await fresh.store();
      await store.customers.bindIdentity("phone", "1", "a");
      await store.customers.bindIdentity("phone", "2", "b");
      await store.commit(batchOf({ rebind: [{ from: "a", to: "b" }] }));
      expect(await store.customers.resolve("phone", "1")).toBe("b");
      expect(await store.customers.resolve("phone", "2")).toBe("b");
    });
  });

  describe("customers.list", () => {
    it("filters by tag, tier, advisor and text, in order of ids, page by page", async () => {
      const store = await fresh.store();
      await store.customers.bindIdentity("phone", "13800000000", "c2");
      const customers = [
        write("c1", null, { name: "Lin 100%", tags: ["新客", "干皮"], tier: "高", advisorId: "amy" }),
        write("c2", null, { name: "王二", tags: ["新客"], tier: "中", advisorId: "amy", stage: "首单" }),
        write("c3", null, { tags: ["老客"], tier: "高", advisorId: "bob", status: "held", activityAt: T0 }),
        write("c4", null, { name: "Lin", tags: ["新客"], status: "erased" }),
        write("c5", null, { name: "Lin", tags: ["新客"], status: "merged", mergedInto: "c1" }),
      ];
      await store.commit(batchOf({ customers }));
      const ids = async (filter: object) =>
        (await store.customers.list({ limit: 10, ...filter })).map(({ id }) => id).join(" ");
      expect(await ids({})).toBe("c1 c2 c3");
      expect(await ids({ limit: 2 })).toBe("c1 c2");
      expect(await ids({ afterId: "c1" })).toBe("c2 c3");
      expect(await ids({ tag: "新客" })).toBe("c1 c2");
      expect(await ids({ tier: "高" })).toBe("c1 c3");
      expect(await ids({ advisorId: "amy", tier: "中", tag: "新客" })).toBe("c2");
      expect(await ids({ text: "lin" })).toBe("c1");
      expect(await ids({ text: "0%" })).toBe("c1");
      expect(await ids({ text: "_" })).toBe("");
      expect(await ids({ text: "c3" })).toBe("c3");
      expect(await ids({ text: "13800000000" })).toBe("c2");
      expect(await store.customers.list({ text: "王", limit: 1 })).toEqual([
        {
          id: "c2",
          name: "王二",
          advisorId: "amy",
          tier: "中",
          stage: "首单",
          tags: ["新客"],
          status: "live",
          orderCount: 0,
          spend: 0,
        },
      ]);
    });

    it("follows a change of advisor and counts those it shows", async () => {
      const store = await fresh.store();
      await store.commit(batchOf({ customers: [write("c1", null, { advisorId: "amy" }), write("c2")] }));
      const moved = customerOf("c1", { version: 2, advisorId: "bob" });
      await store.commit(batchOf({ customers: [{ customer: moved, expectedVersion: 1, wakeAt: null }] }));
      expect(await store.customers.list({ advisorId: "amy", limit: 9 })).toEqual([]);
      expect(await store.customers.list({ advisorId: "bob", limit: 9 })).toMatchObject([{ id: "c1" }]);
      expect(await store.customers.count()).toBe(2);
    });
  });

  it("customers.pageIds goes over everybody once", async () => {
    const store = await fresh.store();
    await store.commit(batchOf({ customers: ["b", "a", "d", "c"].map((id) => write(id)) }));
    expect(await store.customers.pageIds("", 3)).toEqual(["a", "b", "c"]);
    expect(await store.customers.pageIds("c", 3)).toEqual(["d"]);
    expect(await store.customers.pageIds("d", 3)).toEqual([]);
  });
}
