import type { EnrollmentRow } from "@sopflow/engine";
import { describe, expect, it } from "vitest";
import { batchOf, enrollmentOf, T0, traceOf } from "./fixtures.js";
import { freshStores, type HarnessFactory } from "./store-harness.js";

export function readSideContract(create: HarnessFactory): void {
  const fresh = freshStores(create);

  it("counters add up by flow, version, node, metric and key", async () => {
    const store = await fresh.store();
    const count = (version: number, key: string, add: number) => ({
      flowId: "welcome",
      version,
      nodeId: "n2",
      metric: "left",
      key,
      add,
    });
    await store.commit(batchOf({ counters: [count(1, "out", 2), count(1, "out", 1), count(2, "out", 1)] }));
    await store.commit(batchOf({ counters: [count(1, "out", -1), count(1, "else", 5)] }));
    expect(await store.readSide.counters("welcome")).toEqual([
      count(1, "else", 5),
      count(1, "out", 2),
      count(2, "out", 1),
    ]);
    expect(await store.readSide.counters("welcome", 2)).toEqual([count(2, "out", 1)]);
    expect(await store.readSide.counters("other")).toEqual([]);
  });

  describe("enrollments", () => {
    const person = (n: number, parts: Partial<EnrollmentRow> = {}) =>
      enrollmentOf(`e${n}`, { customerId: `c${n}`, ...parts });

    it("are listed by customer, filtered, page by page, as they stand last", async () => {
      const store = await fresh.store();
      await store.commit(batchOf({ enrollments: [person(2), person(1), person(3), person(4, { flowId: "other" })] }));
      const ended = person(3, { nodeId: "n5", state: "ended", reason: "purchased" });
      await store.commit(batchOf({ enrollments: [ended, person(2, { nodeId: "n5", since: T0 + 4 })] }));
      const { readSide } = store;
      const ids = async (query: object) =>
        (await readSide.enrollments({ flowId: "welcome", limit: 9, ...query })).map(({ id }) => id).join(" ");
      expect(await ids({})).toBe("e1 e2 e3");
      expect(await ids({ limit: 1 })).toBe("e1");
      expect(await ids({ after: { customerId: "c1", id: "e1" } })).toBe("e2 e3");
      expect(await ids({ nodeId: "n5" })).toBe("e2 e3");
      expect(await ids({ nodeId: "n5", state: "active" })).toBe("e2");
      expect(await readSide.enrollments({ flowId: "welcome", state: "ended", limit: 9 })).toEqual([ended]);
      expect(await readSide.countEnrollments({ flowId: "welcome" })).toBe(3);
      expect(await readSide.countEnrollments({ flowId: "welcome", nodeId: "n5", state: "active" })).toBe(1);
      await store.commit(batchOf({ enrollments: [person(5, { version: 2 })] }));
      expect(await ids({ version: 2 })).toBe("e5");
      expect(await readSide.countEnrollments({ flowId: "welcome", version: 1 })).toBe(3);
    });

    it("are counted where people stand", async () => {
      const store = await fresh.store();
      await store.commit(
        batchOf({
          enrollments: [
            person(1),
            person(2),
            person(3, { state: "closing" }),
            person(4, { state: "ended" }),
            person(5, { version: 2, nodeId: "n9" }),
          ],
        }),
      );
      expect(await store.readSide.standing("welcome")).toEqual([
        { version: 1, nodeId: "n2", state: "active", count: 2 },
        { version: 1, nodeId: "n2", state: "closing", count: 1 },
        { version: 2, nodeId: "n9", state: "active", count: 1 },
      ]);
      await store.commit(batchOf({ enrollments: [person(5, { version: 2, state: "ended" })] }));
      expect((await store.readSide.standing("welcome")).map(({ version }) => version)).toEqual([1, 1]);
    });

    it("are rebuilt from new rows, and stay when the rows break off", async () => {
      const store = await fresh.store();
      await store.commit(batchOf({ enrollments: [person(1), person(2)] }));
      async function* rows(breakOff: boolean) {
        yield person(2, { nodeId: "n7" });
        if (breakOff) throw new Error("broke off");
        yield person(3);
      }
      const all = () => store.readSide.enrollments({ flowId: "welcome", limit: 9 });
      await expect(store.readSide.rebuildEnrollments(rows(true))).rejects.toThrow("broke off");
      expect(await all()).toEqual([person(1), person(2)]);
      for (let round = 0; round < 2; round++) {
        await store.readSide.rebuildEnrollments(rows(false));
        expect(await all()).toEqual([person(2, { nodeId: "n7" }), person(3)]);
      }
      expect((await store.readSide.standing("welcome")).map(({ nodeId }) => nodeId)).toEqual(["n2", "n7"]);
    });
  });

  it("trace shows the newest input first, its lines in their order, never parted", async () => {
    const store = await fresh.store();
    const detailed = traceOf(2, 1, { what: "issued", detail: { task: "t1" } });
    await store.commit(batchOf({ trace: [traceOf(1, 0), detailed, traceOf(2, 0), traceOf(3, 0)] }));
    await store.commit(batchOf({ trace: [traceOf(9, 0, { customerId: "c2" })] }));
    const { readSide } = store;
    expect(await readSide.trace("c1", { limit: 9 })).toEqual([traceOf(3, 0), traceOf(2, 0), detailed, traceOf(1, 0)]);
    expect(await readSide.trace("c1", { limit: 2 })).toEqual([traceOf(3, 0), traceOf(2, 0), detailed]);
    expect(await readSide.trace("c1", { limit: 2, before: 2 })).toEqual([traceOf(1, 0)]);
    expect(await readSide.trace("nobody", { limit: 2 })).toEqual([]);
  });

  it("notifications reach the lead, an advisor by name and the owner behind a customer", async () => {
    const store = await fresh.store();
    const notify = (id: string, at: number, to: "lead" | "owner" | "advisor:amy", advisorId?: string) => ({
      kind: "notify" as const,
      id,
      to,
      text: "看一下",
      customerId: "c1",
      flowId: "welcome",
      nodeId: "n3",
      at,
      ...(advisorId === undefined ? {} : { advisorId }),
    });
    const all = [notify("1", T0, "lead"), notify("2", T0 + 1, "advisor:amy"), notify("3", T0 + 2, "owner", "amy")];
    await store.commit(batchOf({ notifications: all }));
    const ids = async (query: { to?: string; limit: number }) =>
      (await store.readSide.notifications(query)).map(({ id }) => id).join("");
    expect(await ids({ limit: 9 })).toBe("321");
    expect(await ids({ limit: 1 })).toBe("3");
    expect(await ids({ to: "advisor:amy", limit: 9 })).toBe("32");
    expect(await store.readSide.notifications({ to: "lead", limit: 9 })).toEqual([all[0]]);
  });

  it("alerts come newest first, the same one once", async () => {
    const store = await fresh.store();
    const alert = (code: string, at: number) => ({ kind: "alert" as const, code, at, customerId: "c1" });
    await store.commit(batchOf({ alerts: [alert("loop", T0), alert("loop", T0), alert("loop", T0 + 1)] }));
    await store.commit(batchOf({ alerts: [alert("rate", T0 + 1), alert("loop", T0)] }));
    expect((await store.readSide.alerts(9)).map(({ at }) => at - T0)).toEqual([1, 1, 0]);
    expect(await store.readSide.alerts(1)).toHaveLength(1);
  });
}
