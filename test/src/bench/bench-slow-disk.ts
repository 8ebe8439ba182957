import { fdatasync } from "node:fs";
import { promisify } from "node:util";
import { demoBrand, inWorld, postAll, templateFlows } from "./engine-world.js";
import { median, sizeOf } from "./figures.js";

interface SlowDiskRow {
  readonly addedMs: number;
  readonly eventsPerSecond: number;
  readonly eventsPerSecondMedian: number;
  readonly share: number;
  readonly shareMedian: number;
  readonly syncs: number;
}

const sync = promisify(fdatasync);

/**
 * The worker end to end with time added to every sync of the write-ahead log. The store is given a sync that takes that
 * much longer; syncs of SQLite's own checkpoints (one for every 64 MB written) are as they are. Rounds alternate.
 */
export async function benchSlowDisk(): Promise<SlowDiskRow[]> {
  const brand = demoBrand();
  const flows = templateFlows();
  const delays = [0, 2, 10];
  const runs = delays.map((): number[] => []);
  const syncs = delays.map(() => 0);
  for (let round = -1; round < sizeOf("ROUNDS", 5); round++) {
    for (const [i, addedMs] of delays.entries()) {
      syncs[i] = 0;
      const slow = async (handle: number) => {
        syncs[i] = (syncs[i] ?? 0) + 1;
        await sync(handle);
        if (addedMs > 0) await new Promise((resolve) => setTimeout(resolve, addedMs));
      };
      const seconds = await inWorld({ brand, flows, hooks: { sync: slow } }, (world) => postAll(world, brand.events));
      if (round >= 0) runs[i]?.push(seconds); // the round before warms up
    }
  }
  const plain = runs[0] ?? [];
  return delays.map((addedMs, i) => {
    const own = runs[i] ?? [];
    return {
      addedMs,
      eventsPerSecond: brand.events.length / Math.min(...own),
      eventsPerSecondMedian: brand.events.length / median(own),
      share: Math.min(...plain) / Math.min(...own),
      shareMedian: median(plain) / median(own),
      syncs: syncs[i] ?? 0,
    };
  });
}
