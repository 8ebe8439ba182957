/** WeCom tries a callback so often in all. */
export const CALLBACK_ATTEMPTS = 3;
/** Without an answer WeCom gives up an attempt after this. */
export const CALLBACK_TIMEOUT_MS = 5_000;
const KEPT_SETTLED = 500;

export interface QueuedCallback {
  readonly id: string;
  readonly corpid: string;
  readonly agentid: number;
  /** `Event` and, where it has one, `ChangeType`. */
  readonly name: string;
  readonly xml: string;
  readonly createdAt: number;
  /** Who pressed a card's button: an answer may change that member's card. */
  readonly card: { readonly msgid: string; readonly userid: string } | undefined;
  dueAt: number;
  /** Attempts begun. */
  attempts: number;
  state: "waiting" | "sending" | "delivered" | "givenUp" | "dropped";
  /** HTTP status of the last attempt; 0 where none came. */
  lastStatus: number | undefined;
}

/** What waits to be pushed, and what became of what was. */
export class CallbackQueue {
  readonly #open: QueuedCallback[] = [];
  readonly #settled: QueuedCallback[] = [];
  #made = 0;

  add(callback: Omit<QueuedCallback, "id" | "attempts" | "state" | "lastStatus">, dropped = false): QueuedCallback {
    this.#made++;
    const queued: QueuedCallback = {
      ...callback,
      id: `cb${this.#made}`,
      attempts: 0,
      state: dropped ? "dropped" : "waiting",
      lastStatus: undefined,
    };
    if (dropped) this.#keep(queued);
    else this.#open.push(queued);
    return queued;
  }

  /** Takes what is due, earliest first; each is `sending` until it is settled. */
  takeDue(now: number): QueuedCallback[] {
    const due = this.#open.filter((item) => item.state === "waiting" && item.dueAt <= now);
    due.sort((a, b) => a.dueAt - b.dueAt);
    for (const item of due) {
      item.state = "sending";
      item.attempts++;
    }
    return due;
  }

  /** When the next is due, or undefined while none waits. */
  nextAt(): number | undefined {
    const times = this.#open.filter((item) => item.state === "waiting").map((item) => item.dueAt);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Notes how an attempt ended. A status other than 200 is a failure; after the third it is given up. */
  settle(id: string, status: number, retryAt: number): QueuedCallback | undefined {
    const at = this.#open.findIndex((item) => item.id === id && item.state === "sending");
    const item = this.#open[at];
    if (!item) return undefined;
    item.lastStatus = status;
    if (status !== 200 && item.attempts < CALLBACK_ATTEMPTS) {
      item.state = "waiting";
      item.dueAt = retryAt;
      return item;
    }
    item.state = status === 200 ? "delivered" : "givenUp";
    this.#open.splice(at, 1);
    this.#keep(item);
    return item;
  }

  #keep(item: QueuedCallback): void {
    this.#settled.push(item);
    if (this.#settled.length > KEPT_SETTLED) this.#settled.shift();
  }

  /** Open ones and the last settled ones, oldest first. */
  list(): readonly QueuedCallback[] {
    return [...this.#settled, ...this.#open];
  }
}
