import type { Reminder, Task } from "@sopflow/schemas";
import type { TaskAct } from "../../api/task-calls.js";

/**
 * waiting → (undone | sending) · sending → (sent | refused | waiting again after a failure that passes).
 */
export type OutboxState = "waiting" | "sending" | "sent" | "refused";

/** What is done about customers, promises and scripts. */
export type DeskWork =
  | "promise.new"
  | "promise.move"
  | "promise.cancel"
  | "note"
  | "note.remove"
  | "tag.add"
  | "tag.remove"
  | "script"
  | "script.remove"
  | "like"
  | "flow.start";

/** A change with the request that makes it, so that the list of tasks need not know how each is sent. */
export interface DeskChange {
  readonly kind: DeskWork;
  readonly method: "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: object;
  /** Keys of the answers that it changes begin so. */
  readonly list: string;
  /** The promise as it will be. */
  readonly promise?: Reminder;
}

/** What an advisor did: with a task, a promise that was kept, or any other change. */
export type DeskAct = TaskAct | { readonly kind: "promise" } | DeskChange;

/** One thing that an advisor did, until the server has it. */
export interface OutboxEntry {
  /** Idempotency key: the same for every try. */
  readonly key: string;
  /** Of the task, the promise, the note … that it is about. */
  readonly taskId: string;
  /** Whose it is: what was done about one customer is sent in its order. */
  readonly customerId?: string | undefined;
  /** What the notices call it. */
  readonly title: string;
  readonly act: DeskAct;
  readonly madeAt: number;
  /** Not before: the time to undo, or the next try. */
  readonly sendAt: number;
  /** Tries so far; once there was one, it cannot be undone. */
  readonly tries: number;
  readonly state: OutboxState;
  /** Its time to undo is over, and it could not be sent yet. */
  readonly held?: boolean;
  readonly sentAt?: number;
  /** Why the server did not take it. */
  readonly problem?: string | undefined;
}

/** Keys of the answers that an entry changes begin so. */
export const listOf = ({ act }: OutboxEntry): string =>
  "list" in act ? act.list : act.kind === "promise" ? "promises" : "tasks";

/** Shown as done, and not with the server yet. */
export const isUnsent = ({ state }: OutboxEntry): boolean => state === "waiting" || state === "sending";

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

/** Open promises as they will be: new and moved ones as the advisor wants them, kept and cancelled ones gone. */
export function promisesWithOutbox(promises: readonly Reminder[], entries: readonly OutboxEntry[]): Reminder[] {
  const open = new Map(promises.map((promise) => [promise.id, promise]));
  for (const { taskId, act, state } of entries) {
    if (state === "refused") continue;
    if ("promise" in act && act.promise) open.set(taskId, act.promise);
    else open.delete(taskId);
  }
  return [...open.values()];
}

/** Reads an entry that was kept on this device; undefined for anything else. */
export function readEntry(text: string): OutboxEntry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const entry = value as Partial<OutboxEntry>; // each field used below is checked
    const { key, taskId, customerId, title, act, madeAt, sendAt, state, problem } = entry;
    if (typeof key !== "string" || typeof taskId !== "string" || typeof act?.kind !== "string") return undefined;
    if (typeof madeAt !== "number" || typeof sendAt !== "number") return undefined;
    if ("path" in act && !act.path.startsWith("/v1/")) return undefined;
    const known = { key, taskId, customerId, title: title ?? "", act, madeAt, sendAt, problem };
    // It may have been sent by the visit that ended: too late to undo.
    return { ...known, tries: 1, held: true, state: state === "refused" ? state : "waiting" };
  } catch {
    return undefined;
  }
}
