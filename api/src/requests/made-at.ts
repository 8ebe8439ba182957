/** What was done without a connection may come so much later, ms. */
export const LONGEST_OFFLINE_MS = 7 * 86_400_000;

/**
 * When something was done, by the word of who did it: never ahead of the server's clock, and at most `mostMs` ago,
 * whatever a phone's clock says. Epoch ms.
 */
export const madeAtOf = (madeAt: number | undefined, now: number, mostMs = LONGEST_OFFLINE_MS): number =>
  Math.max(now - mostMs, Math.min(madeAt ?? now, now));
