import { setImmediate as giveWay } from "node:timers/promises";

/** So long at most is everything else of this process kept waiting, ms. */
const LONGEST_MS = 8;

/** Gives way to requests between pieces of work that are short each and many in all. */
export class Breaths {
  #since = performance.now();

  /** To be called between two pieces. */
  async take(): Promise<void> {
    if (performance.now() - this.#since < LONGEST_MS) return;
    await giveWay();
    this.#since = performance.now();
  }
}
