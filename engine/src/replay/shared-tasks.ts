import type { Task } from "@sopflow/schemas";
import type { ResultEvent } from "./task-results.js";

interface SharedTask {
  readonly flowId: string;
  /** Customers who have it open. */
  readonly holders: Set<number>;
  state: "open" | "closed";
  /** What was answered, for whoever comes to it afterwards. */
  result?: ResultEvent;
}

/** Work of scope `advisor`: out once per advisor and day, whoever many customers lead to it; one answer holds for all. */
export class SharedTasks {
  readonly #tasks = new Map<string, SharedTask>();

  /** A customer comes to a task: the first one issues it, later ones join, and may find it answered. */
  join(task: Task, owner: number): { readonly isFirst: boolean; readonly answered?: ResultEvent } {
    const known = this.#tasks.get(task.id);
    if (!known) {
      this.#tasks.set(task.id, { flowId: task.flowId, holders: new Set([owner]), state: "open" });
      return { isFirst: true };
    }
    known.holders.add(owner);
    return known.result === undefined ? { isFirst: false } : { isFirst: false, answered: known.result };
  }

  /** A customer has it open no more. Returns its flow when that was the last one and the task is withdrawn. */
  leave(taskId: string, owner: number): string | undefined {
    const task = this.#tasks.get(taskId);
    if (!task?.holders.delete(owner) || task.holders.size > 0 || task.state === "closed") return undefined;
    task.state = "closed";
    return task.flowId;
  }

  /** It is over for everybody. */
  close(taskId: string): void {
    const task = this.#tasks.get(taskId);
    if (task) task.state = "closed";
  }

  /** Who is to be told of an answer besides `owner`, ascending. */
  answer(taskId: string, owner: number, result: ResultEvent): number[] {
    const task = this.#tasks.get(taskId);
    if (!task) return [];
    task.result = result;
    return [...task.holders].filter((holder) => holder !== owner).sort((a, b) => a - b);
  }
}
