import type { Store, TracePlace } from "@sopflow/engine";
import { describe, expect, it } from "vitest";
import { batchOf, DAY_MS, T0, traceOf } from "./fixtures.js";
import { freshStores, type HarnessFactory } from "./store-harness.js";

/** Each piece of a trim that looks at `limit` inputs at a time: how many went. */
async function trimAll({ readSide }: Store, before: number, limit: number): Promise<number[]> {
  const pieces: number[] = [];
  let from: TracePlace | undefined;
  do {
    const { removed, next } = await readSide.trimTrace(before, limit, from);
    pieces.push(removed);
    from = next;
  } while (from && pieces.length < 100);
  return pieces;
}

export function trimTraceContract(create: HarnessFactory): void {
  const fresh = freshStores(create);
  /** Three customers with an input a day for six days each, two lines an input. */
  const sixDays = ["c1", "c2", "c3"].flatMap((customerId, c) =>
    [0, 1, 2, 3, 4, 5].flatMap((day) => {
      const seq = day * 10 + c + 1;
      const at = T0 + day * DAY_MS;
      return [traceOf(seq, 0, { customerId, at }), traceOf(seq, 1, { customerId, at: at + 1, what: "issued" })];
    }),
  );
  const daysOf = async ({ readSide }: Store, customerId: string) =>
    (await readSide.trace(customerId, { limit: 100 }))
      .filter(({ ordinal }) => ordinal === 0)
      .map(({ at }) => (at - T0) / DAY_MS);

  describe("readSide.trimTrace", () => {
    it("deletes whole inputs that are too old, of every customer, a bounded piece at a time", async () => {
      for (const limit of [1, 2, 7, 1_000]) {
        const store = await fresh.store();
        await store.commit(batchOf({ trace: sixDays }));
        const pieces = await trimAll(store, T0 + 4 * DAY_MS, limit);
        expect(Math.max(...pieces)).toBeLessThanOrEqual(limit);
        expect(pieces.reduce((sum, removed) => sum + removed, 0)).toBe(12);
        for (const id of ["c1", "c2", "c3"]) expect(await daysOf(store, id)).toEqual([5, 4]);
        expect(await trimAll(store, T0 + 4 * DAY_MS, 1_000)).toEqual([0]);
      }
    });

    it("takes them off the lists of steps as well, and leaves what counts alone", async () => {
      const store = await fresh.store();
      const counters = [{ flowId: "welcome", version: 1, nodeId: "n2", metric: "arrived", key: "", add: 18 }];
      await store.commit(batchOf({ trace: sixDays, counters }));
      await trimAll(store, T0 + 4 * DAY_MS, 1_000);
      const query = { flowId: "welcome", nodeId: "n2", marks: ["arrived"], limit: 100 } as const;
      const { rows } = await store.readSide.stepTrace(query);
      expect(rows.map(({ seq }) => seq)).toEqual([53, 52, 51, 43, 42, 41]);
      expect(await store.readSide.counters("welcome")).toEqual(counters);
    });

    it("keeps an input whose last line is young enough, and everything where nothing is old", async () => {
      const store = await fresh.store();
      const trace = [traceOf(1, 0, { at: T0 }), traceOf(1, 1, { at: T0 + DAY_MS }), traceOf(2, 0, { at: T0 + DAY_MS })];
      await store.commit(batchOf({ trace }));
      expect(await trimAll(store, T0 + DAY_MS, 10)).toEqual([0]);
      expect(await store.readSide.trace("c1", { limit: 10 })).toHaveLength(3);
      expect(await trimAll(store, T0 + DAY_MS + 1, 10)).toEqual([2]);
      expect(await store.readSide.trace("c1", { limit: 10 })).toEqual([]);
    });
  });
}
