import type { Store } from "@sopflow/engine";

/** Least time between two messages to one advisor, ms. */
export const TASK_GAP_MS = 300;

interface TaskChangesOptions {
  readonly store: Pick<Store, "tasks">;
  readonly sleep: (ms: number) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/**
 * Tells advisors' open lists that tasks of theirs changed: issued, withdrawn, passed on. Changes that come together are
 * told together; while nobody watches, commits cost nothing.
 */
export class TaskChanges {
  readonly #options: TaskChangesOptions;
  readonly #watchers = new Map<() => void, string | undefined>();
  #changed = new Set<string>();
  #isRunning = false;

  constructor(options: TaskChangesOptions) {
    this.#options = options;
  }

  /** Calls back after changes of an advisor's tasks, or of anybody's, until the returned function is called. */
  watch(advisorId: string | undefined, tell: () => void): () => void {
    this.#watchers.set(tell, advisorId);
    return () => this.#watchers.delete(tell);
  }

  changed(taskIds: readonly string[]): void {
    if (this.#watchers.size === 0 || taskIds.length === 0) return;
    for (const id of taskIds) this.#changed.add(id);
    if (!this.#isRunning) void this.#serve();
  }

  async #serve(): Promise<void> {
    this.#isRunning = true;
    while (this.#changed.size > 0) {
      const ids = [...this.#changed];
      this.#changed = new Set();
      try {
        const owners = new Set((await this.#options.store.tasks.load(ids)).map((task) => task.advisorId));
        for (const [tell, advisorId] of this.#watchers) if (advisorId === undefined || owners.has(advisorId)) tell();
      } catch (error) {
        this.#options.onError(error);
      }
      await this.#options.sleep(TASK_GAP_MS);
    }
    this.#isRunning = false;
  }
}
