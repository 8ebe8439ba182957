import type { WecomClock } from "./wecom-clock.js";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that moves only when everything else has come to rest. */
export class FakeClock implements WecomClock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();

  constructor(now = Date.UTC(2026, 5, 18, 2)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** Moves on without waking anybody before their time. */
  advance(ms: number): void {
    this.#now += ms;
    for (const sleeper of [...this.#sleepers].sort((a, b) => a.until - b.until)) {
      if (sleeper.until <= this.#now) sleeper.wake();
    }
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const sleeper: Sleeper = {
        until: this.#now + Math.max(0, ms),
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", sleeper.wake, { once: true });
    });
  }

  get sleepers(): number {
    return this.#sleepers.size;
  }

  /** Lets everything run that does not wait for time. */
  async settle(): Promise<void> {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Runs `work` to its end, moving to the next sleeper whenever nothing else goes on. */
  async run<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const end = () => {
      isDone = true;
    };
    work.then(end, end);
    for (;;) {
      await this.settle();
      if (isDone) return work;
      const next = Math.min(...[...this.#sleepers].map((sleeper) => sleeper.until));
      if (!Number.isFinite(next)) throw new Error("the work waits for something that is not time");
      this.advance(next - this.#now);
    }
  }
}
