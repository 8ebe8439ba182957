import type { FlowLive } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { FlowFeeds, MIN_GAP_MS } from "./flow-feeds.js";

/** Feeds whose pauses end when the test says so. */
function makeFeeds(read?: (flowId: string) => Promise<FlowLive>) {
  const pauses: { ms: number; end: () => void }[] = [];
  const errors: unknown[] = [];
  let reads = 0;
  const numbers = async (flowId: string): Promise<FlowLive> => ({
    flowId,
    at: ++reads,
    state: "live",
    counters: [],
    standing: [],
    tasks: [],
    openTasks: 0,
  });
  const feeds = new FlowFeeds({
    read: read ?? numbers,
    sleep: (ms) => new Promise((end) => void pauses.push({ ms, end })),
    onError: (error) => void errors.push(error),
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { feeds, pauses, errors, turn, reads: () => reads };
}

describe("the feeds of flows", () => {
  it("tell a change at once and gather those that follow within the gap (L1, L2)", async () => {
    const { feeds, pauses, turn } = makeFeeds();
    const seen: number[] = [];
    feeds.watch("a", ({ at }) => void seen.push(at));
    feeds.changed("a");
    await turn();
    expect(seen).toEqual([1]);
    for (let i = 0; i < 5; i++) feeds.changed("a");
    await turn();
    expect(seen).toEqual([1]);
    expect(pauses[0]?.ms).toBe(MIN_GAP_MS);
    pauses[0]?.end();
    await turn();
    expect(seen).toEqual([1, 2]);
    pauses[1]?.end();
    await turn();
    expect(seen).toEqual([1, 2]);
    feeds.changed("a");
    await turn();
    expect(seen).toEqual([1, 2, 3]);
  });

  it("read once for all watchers of a flow, and never for nobody (L3)", async () => {
    const { feeds, turn, reads } = makeFeeds();
    feeds.changed("a");
    const stop = [feeds.watch("a", () => {}), feeds.watch("a", () => {}), feeds.watch("b", () => {})];
    expect(feeds.watching).toBe(3);
    feeds.changed("a");
    await turn();
    expect(reads()).toBe(1);
    for (const end of stop) end();
    expect(feeds.watching).toBe(0);
    feeds.changed("a");
    feeds.changed("b");
    await turn();
    expect(reads()).toBe(1);
  });

  it("go on after a reading that failed", async () => {
    let fail = true;
    const { feeds, pauses, errors, turn } = makeFeeds(async (flowId) => {
      if (fail) throw new Error("disk");
      return { flowId, at: 0, state: "live", counters: [], standing: [], tasks: [], openTasks: 0 };
    });
    const seen: FlowLive[] = [];
    feeds.watch("a", (numbers) => void seen.push(numbers));
    feeds.changed("a");
    await turn();
    expect(errors).toHaveLength(1);
    fail = false;
    feeds.changed("a");
    pauses[0]?.end();
    await turn();
    expect(seen).toHaveLength(1);
  });
});
