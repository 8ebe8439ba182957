import { DAY_MS, HOUR_MS } from "../../core/time/index.js";
import type { WindowLimit } from "./limits.js";

/** Parts of a window that are counted together: a hundred calls or a hundred thousand take the same room. */
const PARTS = 60;
/** WeCom's natural day: China has one zone and no summer time. */
const CHINA_OFFSET_MS = 8 * HOUR_MS;

/** Counts of one window: start of each part (epoch ms) and what fell into it. */
export type CountedParts = (readonly [start: number, count: number])[];

/**
 * Counts what falls into any window that slides over time, rounded up: a part counts until its last moment has left the
 * window, so the true count is never above the limit, wherever WeCom's own windows begin.
 */
export class WindowCounter {
  #parts: CountedParts;

  constructor(
    private readonly limit: WindowLimit,
    parts: CountedParts = [],
  ) {
    this.#parts = [...parts];
  }

  /** When `weight` more fit, epoch ms; `now` when they fit already, Infinity when they never do. */
  roomAt(now: number, weight: number): number {
    this.#forget(now);
    if (weight > this.limit.most) return Number.POSITIVE_INFINITY;
    let count = this.#parts.reduce((sum, [, n]) => sum + n, 0);
    let at = now;
    for (const [start, n] of this.#parts) {
      if (count + weight <= this.limit.most) break;
      count -= n;
      at = this.#endsAt(start);
    }
    return at;
  }

  add(now: number, weight: number): void {
    const start = this.#startOf(now);
    const last = this.#parts.at(-1);
    if (last && last[0] >= start) this.#parts[this.#parts.length - 1] = [last[0], last[1] + weight];
    else this.#parts.push([start, weight]);
  }

  /** Takes back what was added at `addedAt`, as far as it still counts. */
  subtract(addedAt: number, weight: number): void {
    const start = this.#startOf(addedAt);
    // A later moment's part holds what was added while the clock stepped back.
    const index = this.#parts.findIndex(([begin]) => begin >= start);
    const part = this.#parts[index];
    if (part) this.#parts[index] = [part[0], Math.max(0, part[1] - weight)];
  }

  /** What must be remembered, and until when (epoch ms). */
  snapshot(now: number): { readonly parts: CountedParts; readonly until: number } {
    this.#forget(now);
    const last = this.#parts.at(-1);
    return { parts: [...this.#parts], until: last ? this.#endsAt(last[0]) : now };
  }

  #forget(now: number): void {
    this.#parts = this.#parts.filter(([start]) => this.#endsAt(start) > now);
  }

  #startOf(now: number): number {
    if (this.limit.calendarDay) return Math.floor((now + CHINA_OFFSET_MS) / DAY_MS) * DAY_MS - CHINA_OFFSET_MS;
    return now - (now % this.#partMs);
  }

  #endsAt(start: number): number {
    return this.limit.calendarDay ? start + DAY_MS : start + this.#partMs + this.limit.windowMs;
  }

  get #partMs(): number {
    return Math.max(1, Math.ceil(this.limit.windowMs / PARTS));
  }
}
