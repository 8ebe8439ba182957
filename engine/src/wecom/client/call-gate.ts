import { MINUTE_MS, SECOND_MS } from "../../core/time/index.js";
import type { WecomClock } from "./wecom-clock.js";

interface Lane {
  running: number;
  readonly waiting: (() => void)[];
  /** WeCom said "too many at once": so many until then. */
  lowered?: { readonly most: number; readonly at: number };
}

/** How many calls of one key run at the same time. Those who wait get in by their order. */
export class CallGate {
  readonly #lanes = new Map<string, Lane>();

  constructor(private readonly clock: WecomClock) {}

  async run<T>(key: string, most: number, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(key) ?? { running: 0, waiting: [] };
    this.#lanes.set(key, lane);
    // Who is let in later finds its place counted already, so that nobody slips in between.
    if (lane.running < this.#mostOf(lane, most)) lane.running++;
    else await new Promise<void>((resolve) => lane.waiting.push(resolve));
    try {
      return await work();
    } finally {
      lane.running--;
      this.#letIn(lane, most);
    }
  }

  /** WeCom answered "too many at once": half as many for a minute, at least one. */
  lower(key: string, most: number): void {
    const lane = this.#lanes.get(key);
    if (!lane) return;
    const now = this.clock.now();
    // Several calls of one moment are refused together: that is one sign, not several.
    if (lane.lowered && now - lane.lowered.at < SECOND_MS) return;
    lane.lowered = { most: Math.max(1, Math.floor(this.#mostOf(lane, most) / 2)), at: now };
  }

  #mostOf({ lowered }: Lane, most: number): number {
    return lowered && this.clock.now() < lowered.at + MINUTE_MS ? Math.min(lowered.most, most) : most;
  }

  #letIn(lane: Lane, most: number): void {
    while (lane.waiting.length > 0 && lane.running < this.#mostOf(lane, most)) {
      lane.running++;
      lane.waiting.shift()?.();
    }
  }
}
