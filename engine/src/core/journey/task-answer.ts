import type { Json, JsonObject, Task } from "@sopflow/schemas";
import { addDuration, type Duration } from "../time/index.js";
import type { EventInput } from "./input.js";

/** What becomes of a task where nobody really works on it: in a preview, or a replay. */
export interface PlannedResult {
  readonly type: "task.completed" | "task.skipped";
  /** Time since its issue; calendar days are those of the flow's zone. */
  readonly after: Duration;
  /** Absent = the first that the task lists. */
  readonly outcome?: string;
  readonly props?: JsonObject;
}

/** An event that tells a task's result, and when (epoch ms). */
export interface ResultEvent {
  readonly at: number;
  readonly type: PlannedResult["type"];
  readonly props: JsonObject;
}

/** The event by which a planned result of a task is told. */
export function resultEvent(
  task: Task,
  { type, after, outcome, props = {} }: PlannedResult,
  zone: string,
): ResultEvent {
  const own = type === "task.completed" ? completedProps(task, outcome, props) : { ...props, taskId: task.id };
  return { at: addDuration(zone, task.issuedAt, after), type, props: own };
}

/** Properties of a completion with the wanted outcome, or the first that the task lists. */
export function completedProps(task: Task, wanted: string | undefined, more: JsonObject): JsonObject {
  const listed = task.outcomes.find((outcome) => outcome.id === wanted) ?? task.outcomes[0];
  const outcome: { [key: string]: Json } = listed === undefined ? {} : { outcome: listed.id };
  return { ...more, ...outcome, taskId: task.id };
}

/** The input that tells a customer's journey who got a task, at the very time of its issue. */
export function assignedInput({ id: taskId, issuedAt: at }: Task, advisorId: string, seq: number): EventInput {
  const times = { at, received: at, now: at };
  const props = { taskId, advisorId };
  return { kind: "event", id: `${taskId}/assigned`, seq, type: "task.assigned", source: "sopflow", ...times, props };
}
