import type { WecomLimits } from "./limits.js";

/** Waits between attempts: doubling, never above the longest, and never the same for two callers. */
export class BackOff {
  constructor(
    private readonly limits: WecomLimits["backOff"],
    private readonly random: () => number,
  ) {}

  /** After so many attempts, ms. */
  waitMs(attempts: number): number {
    const { firstMs, longestMs } = this.limits;
    const full = Math.min(longestMs, firstMs * 2 ** Math.min(20, Math.max(0, attempts - 1)));
    return Math.round(full * (0.5 + this.random() / 2));
  }
}
