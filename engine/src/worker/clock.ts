import { schedule } from "node-cron";

/** Real time, epoch ms. The only source of it in the engine. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: Date.now };

/** A clock that stands still until told otherwise: a run becomes a function of the log. */
export class VirtualClock implements Clock {
  #now: number;

  constructor(now = 0) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  set(now: number): void {
    this.#now = now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}

/** Everything that waits, so that tests never do. */
export interface Waker {
  /** Calls `wake` every second until the returned function is called. */
  everySecond(wake: () => void): () => void;
  /** Lets some time pass before a repeated try. */
  sleep(ms: number): Promise<void>;
  /** Gives way to everything else of this process (sockets, other requests). */
  yield(): Promise<void>;
}

/** node-cron wakes the loop; what is due is always the store's word. */
export const systemWaker: Waker = {
  everySecond(wake) {
    // A second that was missed under load loses nothing, and node-cron would write of it to the console.
    const task = schedule("* * * * * *", wake, { name: "sopflow-wake", suppressMissedWarning: true });
    return () => void task.destroy();
  },
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  yield: () => new Promise((resolve) => setImmediate(resolve)),
};

/** For tests: nothing wakes by itself, no wait takes time. */
export const instantWaker: Waker = {
  everySecond: () => () => {},
  sleep: () => Promise.resolve(),
  yield: () => new Promise((resolve) => setImmediate(resolve)),
};
