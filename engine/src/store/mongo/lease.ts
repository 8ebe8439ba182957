import { randomUUID } from "node:crypto";
import { StoreBusyError, StoreError } from "../errors.js";
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
 * The holder stops writing when it could not raise its number for half of that time. What is left is one call that is
 * under way for longer than the other half: MongoDB offers no fence against that without transactions.
 */
export class Lease {
  readonly #holder = randomUUID();
  #confirmed = 0;
  #timer: NodeJS.Timeout | undefined;
  #lost = false;

  private constructor(
    private readonly connection: Connection,
    private readonly leaseMs: number,
  ) {}

  /** Waits up to `leaseMs` for a holder that died. `StoreBusyError` when it lives. */
  static async take(connection: Connection, leaseMs: number): Promise<Lease> {
    const lease = new Lease(connection, leaseMs);
    while (!(await lease.#tryToTake()));
    lease.#confirmed = performance.now();
    lease.#beatLater();
    return lease;
  }

  /** To be called before each write: throws `StoreError` when another process may have taken over. */
  async check(): Promise<void> {
    if (!this.#lost && performance.now() - this.#confirmed > this.leaseMs / 2) await this.#beat();
    if (this.#lost) {
      throw new StoreError(`another sopflow has taken over ${this.connection.place}: this one writes nothing any more`);
    }
  }

  async release(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#lost) await this.connection.removeWhere(META, { _id: ID, holder: this.#holder });
    this.#lost = true;
  }

  async #tryToTake(): Promise<boolean> {
    const held = await this.#read();
    if (!held) return this.connection.insert(META, { _id: ID, holder: this.#holder, beat: 0 } as { _id: string }); // a LeaseRow
    const until = performance.now() + this.leaseMs;
    while (performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, this.leaseMs / 20));
      const now = await this.#read();
      if (!now) return false;
      if (now.beat !== held.beat || now.holder !== held.holder) throw new StoreBusyError(this.connection.place);
    }
    const taken = { $set: { holder: this.#holder, beat: 0 } };
    return (await this.connection.update(META, { _id: ID, holder: held.holder, beat: held.beat }, taken)) === 1;
  }

  async #read(): Promise<LeaseRow | undefined> {
    return (await this.connection.findAny<LeaseRow>(META, { _id: ID }, { limit: 1 }))[0];
  }

  async #beat(): Promise<void> {
    const asked = performance.now();
    const matched = await this.connection.update(META, { _id: ID, holder: this.#holder }, { $inc: { beat: 1 } });
    if (matched === 1) this.#confirmed = asked;
    else this.#lost = true;
  }

  #beatLater(): void {
    this.#timer = setTimeout(() => {
      // A beat that failed is repeated; `check` sees when too many did.
      void this.#beat()
        .catch(() => {})
        .finally(() => {
          if (!this.#lost) this.#beatLater();
        });
    }, this.leaseMs / 5);
    this.#timer.unref();
  }
}
