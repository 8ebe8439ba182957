import type { Task } from "@sopflow/schemas";
import type { CommitBatch } from "../store/index.js";

/** What the worker has to know of a task to close it. */
export type OpenTask = Pick<Task, "state" | "scope" | "purpose" | "channel" | "issuedAt" | "advisorId" | "sameVisit">;

/** About 10 MB. */
const MAX_TASKS = 50_000;

/**
 * Open tasks of one customer each, as they were last committed: only the worker writes tasks, and reading and parsing one
 * to close it would cost more than closing it. The one issued longest ago goes first; who is not here is asked for at
 * the store.
 */
export class OpenTasks {
  readonly #known = new Map<string, OpenTask>();

  constructor(private readonly most = MAX_TASKS) {}

  get(id: string): OpenTask | undefined {
    return this.#known.get(id);
  }

  /** A batch was committed. */
  follow({ newTasks, taskPatches, taskCloses, erase }: CommitBatch): void {
    for (const { id, state, scope, purpose, channel, issuedAt, advisorId, sameVisit } of newTasks) {
      if (state !== "open" || scope !== "customer") continue;
      this.#known.set(id, {
        state,
        scope,
        purpose,
        channel,
        issuedAt,
        ...(advisorId === undefined ? {} : { advisorId }),
        ...(sameVisit === undefined ? {} : { sameVisit }),
      });
    }
    for (const { taskId } of taskPatches) this.#known.delete(taskId);
    for (const { taskId } of taskCloses) this.#known.delete(taskId);
    // Whose they were is not kept, and it happens rarely.
    if (erase.length > 0) this.clear();
    for (const id of this.#known.keys()) {
      if (this.#known.size <= this.most) break;
      this.#known.delete(id);
    }
  }

  clear(): void {
    this.#known.clear();
  }
}
