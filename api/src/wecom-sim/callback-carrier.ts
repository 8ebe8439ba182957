import { CALLBACK_TIMEOUT_MS, type SimCallbackRequest, type WecomSim } from "@sopflow/engine";
import type { SimClock } from "./sim-clock.js";

/** Timers that stay in line with a clock that people move: nothing is slept for longer. */
const LONGEST_SLEEP_MS = 1_000;

export interface CarrierOptions {
  readonly sim: WecomSim;
  readonly clock: SimClock;
  /** `fetch` or a stand-in for it. */
  readonly fetch: typeof globalThis.fetch;
  /** Tells that something was delivered, or not. */
  readonly onChange: () => void;
}

/**
 * Carries the simulator's callbacks over HTTP.
 *
 * C1. Every callback that was taken is settled, whatever happens to its request.
 * C2. Requests run beside each other, as WeCom's do: a slow one holds no other up.
 * C3. After `stop` nothing is taken; what runs is broken off.
 */
export class CallbackCarrier {
  readonly #options: CarrierOptions;
  readonly #stop = new AbortController();
  readonly #open = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: CarrierOptions) {
    this.#options = options;
  }

  /** Looks for due callbacks now, and sets its timer for the next. To be called after every call and act. */
  wake(): void {
    if (this.#stop.signal.aborted) return;
    const { sim, clock } = this.#options;
    for (const request of sim.takeCallbacks(clock.now())) {
      const push = this.#push(request).finally(() => this.#open.delete(push));
      this.#open.add(push);
    }
    clearTimeout(this.#timer);
    const next = sim.nextCallbackAt();
    if (next === undefined) return;
    const wait = Math.min(LONGEST_SLEEP_MS, Math.max(5, next - clock.now()));
    this.#timer = setTimeout(() => this.wake(), wait);
  }

  async #push({ id, url, body }: SimCallbackRequest): Promise<void> {
    const { sim, clock, fetch, onChange } = this.#options;
    let answer: { status: number; body?: string } = { status: 0 };
    try {
      const response = await fetch(url, {
        method: "POST",
        body,
        headers: { "content-type": "text/xml" },
        redirect: "manual",
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(CALLBACK_TIMEOUT_MS)]),
      });
      answer = { status: response.status, body: await response.text() };
    } catch {
      // No answer: status 0 makes the simulator try again.
    }
    sim.settleCallback(id, { ...answer, now: clock.now() });
    onChange();
    this.wake();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await Promise.all(this.#open);
  }
}
