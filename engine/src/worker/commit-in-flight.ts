import type { CommitBatch } from "../store/index.js";

const NOBODY: ReadonlySet<string> = new Set();

/**
 * The one commit that may be under way while the next batch is worked out.
 *
 * F1. One at a time: who begins one has waited for the last.
 * F2. A commit that failed stays failed: everybody who waits for it is told, until the worker has read its position anew.
 *     What was worked out meanwhile stood on it, and is dropped.
 */
export class CommitInFlight {
  #running: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #customers = NOBODY;
  #tasks = NOBODY;

  /** Whom it writes; what is stored of anybody else can be read meanwhile. */
  get customers(): ReadonlySet<string> {
    return this.#customers;
  }

  /** Tasks it adds or changes. */
  get tasks(): ReadonlySet<string> {
    return this.#tasks;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** Begins a commit. `write` takes what it needs of the batch at once. */
  begin(batch: CommitBatch, write: () => Promise<void>): void {
    this.#customers = new Set(batch.customers.map(({ customer }) => customer.id));
    this.#tasks = new Set(
      [batch.newTasks.map(({ id }) => id), [...batch.taskCloses, ...batch.taskPatches].map((t) => t.taskId)].flat(),
    );
    this.#running = write().then(
      () => this.#land(),
      (error: unknown) => {
        this.#failure = { error };
        this.#land();
      },
    );
  }

  /** Resolves when nothing is under way; rejects with what a commit failed with. */
  async done(): Promise<void> {
    await this.#running;
    if (this.#failure) throw this.#failure.error;
  }

  /** Waits, and forgets what failed. */
  async reset(): Promise<void> {
    await this.#running;
    this.#failure = undefined;
  }

  #land(): void {
    this.#running = undefined;
    this.#customers = NOBODY;
    this.#tasks = NOBODY;
  }
}
