import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../core/time/index.js";
import type { WecomClock } from "./wecom-clock.js";

/** WeCom's day for limits ends at midnight in China. */
const CHINA_OFFSET_MS = 8 * HOUR_MS;

/**
 * WeCom says "over the limit" without saying which. A block lasts as long as its window [D90312], so we wait a minute; if
 * the next call is refused again it was the hour's, then the day's. A call that works begins anew.
 */
export class BlockLadder {
  readonly #steps = new Map<string, { readonly step: number; readonly until: number }>();

  constructor(private readonly clock: WecomClock) {}

  /** Until when nothing is to be sent, epoch ms. Answers that come in during a block change nothing. */
  climb(key: string): number {
    const now = this.clock.now();
    const known = this.#steps.get(key);
    if (known && now < known.until) return known.until;
    const step = known ? known.step + 1 : 0;
    const until = step === 0 ? now + MINUTE_MS : step === 1 ? now + HOUR_MS : nextChinaDay(now);
    this.#steps.set(key, { step, until });
    return until;
  }

  reset(key: string): void {
    this.#steps.delete(key);
  }
}

const nextChinaDay = (now: number): number =>
  (Math.floor((now + CHINA_OFFSET_MS) / DAY_MS) + 1) * DAY_MS - CHINA_OFFSET_MS;
