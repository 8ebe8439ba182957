import type { Task } from "@sopflow/schemas";
import type { ScheduleRow } from "../store/index.js";

/*
 * Work on tasks that several customers share (scope advisor) runs page by page like a schedule, and is remembered like
 * one: rows whose ids no flow's schedule can have.
 */
const RESULT = "staff:";
const CHECK = "staff-check:";

const row = (id: string, { flowId, nodeId, version }: Task, at: number): ScheduleRow => ({
  id,
  flowId,
  nodeId,
  version,
  running: { at, afterId: "" },
});

/** The task was answered: everybody who has it open is to be told. */
export const staffResultRow = (task: Task, at: number): ScheduleRow => row(`${RESULT}${task.id}`, task, at);

/** Somebody lost interest in the task: it is withdrawn when nobody has it open any more. */
export const staffCheckRow = (task: Task, at: number): ScheduleRow => row(`${CHECK}${task.id}`, task, at);

export interface StaffWork {
  readonly kind: "result" | "check";
  readonly taskId: string;
}

/** What a row stands for, if it is one of these. */
export function staffWorkOf({ id }: ScheduleRow): StaffWork | undefined {
  if (id.startsWith(CHECK)) return { kind: "check", taskId: id.slice(CHECK.length) };
  return id.startsWith(RESULT) ? { kind: "result", taskId: id.slice(RESULT.length) } : undefined;
}
