import { describe, expect, it } from "vitest";
import type { ApiClient, RequestOptions } from "../../../api/api-client.js";
import { collectIds, NOTHING_STARTED, readIds, type StartTotals, startMany } from "./start-many.js";

interface Sent {
  readonly path: string;
  readonly options: RequestOptions;
}

function apiOf(answer: (sent: Sent) => unknown) {
  const sent: Sent[] = [];
  const call = async (_method: string, path: string, options: RequestOptions = {}) => {
    sent.push({ path, options });
    return answer({ path, options });
  };
  return { sent, api: { call } as unknown as ApiClient }; // only what is asked here is answered
}
const idsOf = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);
const signal = new AbortController().signal;

describe("a list of customers for a flow", () => {
  it("is pasted in any common form, each customer once", () => {
    expect(readIds(" c1, c2;c3\nc1\t c4，c5；c6 ")).toEqual(["c1", "c2", "c3", "c4", "c5", "c6"]);
    expect(readIds(" \n ")).toEqual([]);
  });

  it("is everybody the filter finds, over all pages", async () => {
    const pages = [{ items: [{ id: "a" }, { id: "b" }], next: "b" }, { items: [{ id: "c" }] }];
    const { api, sent } = apiOf(() => pages[sent.length - 1]);
    const counts: number[] = [];
    expect(await collectIds(api, { tag: "孕期" }, signal, (count) => counts.push(count))).toEqual(["a", "b", "c"]);
    expect(counts).toEqual([2, 3]);
    expect(sent.map(({ options }) => options.query)).toMatchObject([{ tag: "孕期" }, { tag: "孕期", after: "b" }]);
  });

  it("goes on behind what was taken when a piece fails, under the same key", async () => {
    let isDown = true;
    const { api, sent } = apiOf(({ options }) => {
      const { customers } = options.body as { customers: string[] }; // as `startFlow` sends it
      if (sent.length === 2 && isDown) throw new TypeError("no connection");
      return { flowId: "care", accepted: customers.length - 1, duplicate: 0, unknown: [customers[0]] };
    });
    let totals: StartTotals = NOTHING_STARTED;
    const run = () =>
      startMany(api, { flowId: "care", ids: idsOf(2_300), key: "k" }, totals, signal, (next) => {
        totals = next;
      });
    await expect(run()).rejects.toThrow("no connection");
    isDown = false;
    expect(await run()).toEqual({ asked: 2_300, accepted: 2_297, unknown: ["c0", "c1000", "c2000"] });
    expect(sent.map(({ options }) => options.idempotencyKey)).toEqual(["k-0", "k-1000", "k-1000", "k-2000"]);
  });

  it("stops between two pieces when it is given up", async () => {
    const given = new AbortController();
    const { api, sent } = apiOf(() => ({ flowId: "care", accepted: 1_000, duplicate: 0, unknown: [] }));
    const run = startMany(api, { flowId: "care", ids: idsOf(3_000), key: "k" }, NOTHING_STARTED, given.signal, () =>
      given.abort(),
    );
    await expect(run).rejects.toThrow();
    expect(sent).toHaveLength(1);
  });
});
