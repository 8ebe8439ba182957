/** The simulator's time: the machine's, moved by as much as somebody wants. */
export interface SimClock {
  /** Epoch ms. */
  now(): number;
  /** How far it is ahead, ms. */
  readonly aheadMs: number;
  /** Moves it on; backwards too. */
  advance(byMs: number): void;
  set(aheadMs: number): void;
}

export function createSimClock(machineNow: () => number): SimClock {
  let aheadMs = 0;
  return {
    now: () => machineNow() + aheadMs,
    get aheadMs() {
      return aheadMs;
    },
    advance: (byMs) => {
      aheadMs += byMs;
    },
    set: (ms) => {
      aheadMs = ms;
    },
  };
}
