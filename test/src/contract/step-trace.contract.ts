import type { Store, TraceRow } from "@sopflow/engine";
import { describe, expect, it } from "vitest";
import { batchOf, customerOf, traceOf } from "./fixtures.js";
import { freshStores, type HarnessFactory } from "./store-harness.js";

type Query = Parameters<Store["readSide"]["stepTrace"]>[0];

export function stepTraceContract(create: HarnessFactory): void {
  const fresh = freshStores(create);
  const AT_N2 = { flowId: "welcome", nodeId: "n2", limit: 9 } as const;
  const places = ({ rows }: { readonly rows: readonly TraceRow[] }) =>
    rows.map(({ customerId, seq, ordinal }) => `${customerId}/${seq}/${ordinal}`).join(" ");

  describe("readSide.stepTrace", () => {
    it("finds what happened at a step, by kind and by port, with everything the line says", async () => {
      const { commit, readSide } = await fresh.store();
      const left = (ordinal: number, port: string) => traceOf(2, ordinal, { what: "left", detail: { port } });
      const refused = traceOf(3, 0, { what: "refused", enrollmentId: "", detail: { reason: "active" } });
      const trace = [
        traceOf(1, 0),
        traceOf(1, 1, { what: "issued", detail: { task: "t1" } }),
        left(0, "yes"),
        traceOf(2, 1, { nodeId: "n3" }),
        left(2, "no"),
        refused,
        traceOf(4, 0, { flowId: "other" }),
        traceOf(4, 1, { version: 2 }),
        traceOf(5, 0, { customerId: "c2" }),
      ];
      await commit(batchOf({ trace }));
      const at = async (query: Partial<Query> & Pick<Query, "marks">) => readSide.stepTrace({ ...AT_N2, ...query });
      expect(places(await at({ marks: ["arrived"] }))).toBe("c2/5/0 c1/4/1 c1/1/0");
      expect(places(await at({ marks: ["left:yes"] }))).toBe("c1/2/0");
      expect(places(await at({ marks: ["left:no"] }))).toBe("c1/2/2");
      expect(places(await at({ marks: ["left:y"] }))).toBe("");
      expect(await at({ marks: ["refused"] })).toEqual({ rows: [refused] });
      expect(places(await at({ marks: ["arrived", "refused", "left:no"] }))).toBe("c2/5/0 c1/4/1 c1/3/0 c1/2/2 c1/1/0");
      expect(places(await at({ marks: ["arrived"], nodeId: "n3" }))).toBe("c1/2/1");
      expect(places(await at({ marks: ["arrived"], flowId: "other" }))).toBe("c1/4/0");
      expect(places(await at({ marks: ["failed"] }))).toBe("");
    });

    it("tells arms of an experiment apart, by version too", async () => {
      const { commit, readSide } = await fresh.store();
      const arm = (seq: number, port: string, version: number) =>
        traceOf(seq, 0, { what: "arm", version, detail: { port, day: 20_000 } });
      await commit(batchOf({ trace: [arm(1, "a", 1), arm(2, "a", 2), arm(3, "slot:a", 1), arm(4, "h", 1)] }));
      const at = async (mark: Query["marks"][0]) => places(await readSide.stepTrace({ ...AT_N2, marks: [mark] }));
      expect(await at("arm:1:a")).toBe("c1/1/0");
      expect(await at("arm:2:a")).toBe("c1/2/0");
      expect(await at("arm:1:slot:a")).toBe("c1/3/0");
      expect(await at("arm:2:h")).toBe("");
    });

    it("goes on behind a page, and never parts the lines of one input", async () => {
      const { commit, readSide } = await fresh.store();
      await commit(
        batchOf({
          trace: ["c1", "c2", "c3"].flatMap((customerId) => [
            traceOf(7, 0, { customerId }),
            traceOf(7, 1, { customerId }),
          ]),
        }),
      );
      await commit(batchOf({ trace: [traceOf(3, 0), traceOf(8, 0)] }));
      const pages: string[] = [];
      let before: Query["before"];
      do {
        const page = await readSide.stepTrace({ ...AT_N2, marks: ["arrived"], limit: 2, ...(before && { before }) });
        pages.push(places(page));
        before = page.next;
      } while (before);
      expect(pages).toEqual(["c1/8/0 c3/7/0 c3/7/1", "c2/7/0 c2/7/1 c1/7/0 c1/7/1", "c1/3/0"]);
    });

    it("knows lines that came to an input later, and none twice", async () => {
      const { commit, readSide } = await fresh.store();
      await commit(batchOf({ trace: [traceOf(1, 0)] }));
      await commit(batchOf({ trace: [traceOf(1, 0), traceOf(1, 5), traceOf(1, 6, { what: "completed" })] }));
      expect(places(await readSide.stepTrace({ ...AT_N2, marks: ["arrived"] }))).toBe("c1/1/0 c1/1/5");
      expect(places(await readSide.stepTrace({ ...AT_N2, marks: ["completed"] }))).toBe("c1/1/6");
    });

    it("forgets erased people", async () => {
      const { commit, readSide } = await fresh.store();
      const customers = [{ customer: customerOf("c1"), expectedVersion: 0, wakeAt: null }];
      await commit(batchOf({ customers, trace: [traceOf(1, 0), traceOf(2, 0, { customerId: "c2" })] }));
      await commit(batchOf({ erase: ["c1"] }));
      expect(places(await readSide.stepTrace({ ...AT_N2, marks: ["arrived"] }))).toBe("c2/2/0");
    });
  });
}
