import type { Reminder, Task } from "@sopflow/schemas";
import type { TaskAct } from "../../api/task-calls.js";

/**
 * waiting → (undone | sending) · sending → (sent | refused | waiting again after a failure that passes).
 */
export type OutboxState = "waiting" | "sending" | "sent" | "refused";

/** What an advisor did: with a task, or a promise that was kept. */
export type DeskAct = TaskAct | { readonly kind: "promise" };

/** One thing that an advisor did with a task or a promise, until the server has it. */
export interface OutboxEntry {
  /** Idempotency key: the same for every try. */
  readonly key: string;
  /** Of the task, or of the promise. */
  readonly taskId: string;
  /** What the notices call it. */
  readonly title: string;
  readonly act: DeskAct;
  readonly madeAt: number;
  /** Not before: the time to undo, or the next try. */
  readonly sendAt: number;
  /** Tries so far; once there was one, it cannot be undone. */
  readonly tries: number;
  readonly state: OutboxState;
  readonly sentAt?: number;
  /** Why the server did not take it. */
  readonly problem?: string;
}

/** The list as it will be: done and skipped tasks gone, postponed ones put off. */
export function withOutbox(tasks: readonly Task[], entries: readonly OutboxEntry[]): Task[] {
  const acts = new Map<string, DeskAct>();
  for (const { taskId, act, state } of entries) if (state !== "refused") acts.set(taskId, act);
  return tasks.flatMap((task) => {
    const act = acts.get(task.id);
    if (act === undefined) return [task];
    return act.kind === "postpone" ? [{ ...task, postponedUntil: act.body.until }] : [];
  });
}

/** Promises that are still open: those whose keeping is on its way are gone. */
export function promisesWithOutbox(promises: readonly Reminder[], entries: readonly OutboxEntry[]): Reminder[] {
  const kept = new Set(
    entries.filter(({ act, state }) => act.kind === "promise" && state !== "refused").map(({ taskId }) => taskId),
  );
  return promises.filter(({ id }) => !kept.has(id));
}

/** Reads an entry that was kept on this device; undefined for anything else. */
export function readEntry(text: string): OutboxEntry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const entry = value as Partial<OutboxEntry>; // each field used below is checked
    const { key, taskId, title, act, madeAt, sendAt } = entry;
    if (typeof key !== "string" || typeof taskId !== "string" || typeof act?.kind !== "string") return undefined;
    if (typeof madeAt !== "number" || typeof sendAt !== "number") return undefined;
    // It may have been sent by the visit that ended: too late to undo.
    return { key, taskId, title: title ?? "", act, madeAt, sendAt, tries: 1, state: "waiting" };
  } catch {
    return undefined;
  }
}
