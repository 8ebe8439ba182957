/** Most entries of one batch. It takes what is there and never waits to be full: while one is written the next gathers. */
export const BATCH_ENTRIES = 512;
/** Most customers whose timers one batch serves. */
export const BATCH_DUE = 512;
/** The same where one batch is committed while the next is worked out: smaller ones keep both threads busy. */
export const BATCH_ENTRIES_ASIDE = 256;
export const BATCH_DUE_ASIDE = 128;

/** A batch that takes longer keeps live events and requests waiting, ms. */
const LONG_MS = 60;
const LEAST = 32;

/**
 * How much to take at a time: as much as may be, and less while that takes long, on a slow or busy machine. What happens
 * to a customer does not depend on how batches fall (W3), so neither does it on this.
 */
export class BatchSize {
  #size: number;

  constructor(private readonly most: number) {
    this.#size = most;
  }

  get now(): number {
    return this.#size;
  }

  /** A batch of this many took so long. */
  took(count: number, ms: number): void {
    if (ms > LONG_MS) this.#size = Math.max(LEAST, Math.floor(this.#size / 2));
    else if (ms < LONG_MS / 3 && count >= this.#size) this.#size = Math.min(this.most, this.#size * 2);
  }
}
