import { randomUUID } from "node:crypto";
import { StoreBusyError, TakenOverError } from "../errors.js";
import type { Connection } from "./connection.js";

/** The store's own facts: format, lease, highest log position, a rebuild in its second half. */
export const META = "meta";
const ID = "lease";

interface LeaseRow {
  readonly _id: string;
  readonly holder: string;
  readonly beat: number;
}

/**
 * One process works on a database. Its lease is a document whose `beat` rises while it lives; whoever wants it watches
 * that number for `leaseMs` and takes the lease when it stands still. No clock of one machine is compared with another's.
 *
 * The holder asks before each call that writes, and sends none when it could not raise its number for half of that time:
 * a process that was stopped and wakes up finds out before it writes. What is left is a call that was asked for in time
 * and reaches the server after the other half: a process stopped in the few milliseconds between the question and the
 * sending, or a network that keeps a call so long. Such a call cannot commit a batch (see the journal); it can repeat a
 * part of one that was committed. MongoDB offers no fence against that without transactions.
 */
export class Lease {
  readonly holder = randomUUID();
  /** Whose lease it was, when that process did not give it back. */
  former: string | undefined;
  #confirmed = 0;
  #timer: NodeJS.Timeout | undefined;
  #state: "held" | "lost" | "released" = "held";

  private constructor(
    private readonly connection: Connection,
    private readonly leaseMs: number,
    private readonly onLost: (error: TakenOverError) => void,
  ) {}

  /**
   * Waits up to `leaseMs` for a holder that died. `StoreBusyError` when it lives. `onLost` is called once when another
   * process has taken over, also while nothing is written.
   */
  static async take(
    connection: Connection,
    leaseMs: number,
    onLost: (error: TakenOverError) => void = () => {},
  ): Promise<Lease> {
    const lease = new Lease(connection, leaseMs, onLost);
    while (!(await lease.#tryToTake()));
    lease.#confirmed = performance.now();
    lease.#beatLater();
    return lease;
  }

  /** To be called before each write: rejects with `TakenOverError`, or `StoreError` when it cannot be found out. */
  async check(): Promise<void> {
    if (this.#state === "held" && performance.now() - this.#confirmed > this.leaseMs / 2) await this.#beat();
    if (this.#state !== "held") throw new TakenOverError(this.connection.place);
  }

  async release(): Promise<void> {
    clearTimeout(this.#timer);
    const wasHeld = this.#state === "held";
    this.#state = "released";
    if (wasHeld) await this.connection.removeWhere(META, { _id: ID, holder: this.holder });
  }

  async #tryToTake(): Promise<boolean> {
    const held = await this.#read();
    if (!held) return this.connection.insert(META, { _id: ID, holder: this.holder, beat: 0 } as { _id: string }); // a LeaseRow
    const until = performance.now() + this.leaseMs;
    while (performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, this.leaseMs / 20));
      const now = await this.#read();
      if (!now) return false;
      if (now.beat !== held.beat || now.holder !== held.holder) throw new StoreBusyError(this.connection.place);
    }
    const taken = { $set: { holder: this.holder, beat: 0 } };
    if ((await this.connection.update(META, { _id: ID, holder: held.holder, beat: held.beat }, taken)) !== 1)
      return false;
    this.former = held.holder;
    return true;
  }

  async #read(): Promise<LeaseRow | undefined> {
    return (await this.connection.findAny<LeaseRow>(META, { _id: ID }, { limit: 1 }))[0];
  }

  async #beat(): Promise<void> {
    const asked = performance.now();
    const matched = await this.connection.update(META, { _id: ID, holder: this.holder }, { $inc: { beat: 1 } });
    if (matched === 1) this.#confirmed = asked;
    else if (this.#state === "held") {
      this.#state = "lost";
      this.onLost(new TakenOverError(this.connection.place));
    }
  }

  #beatLater(): void {
    this.#timer = setTimeout(() => {
      // A beat that failed is repeated; `check` sees when too many did.
      void this.#beat()
        .catch(() => {})
        .finally(() => {
          if (this.#state === "held") this.#beatLater();
        });
    }, this.leaseMs / 5);
    this.#timer.unref();
  }
}
