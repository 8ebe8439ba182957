/** Time as the client sees it: tests pass one that waits for nothing. */
export interface WecomClock {
  /** Epoch ms. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** setTimeout holds at most 2^31 - 1 ms; a longer wait would end at once. */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

/** Real time. Waiting keeps the process alive. */
export const systemWecomClock: WecomClock = {
  now: Date.now,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(Math.max(0, ms), LONGEST_TIMEOUT_MS));
      signal?.addEventListener("abort", end, { once: true });
    }),
};
