import type { Task } from "@sopflow/schemas";
import type { TaskClose, TaskPatch } from "./port.js";

/** The task with a patch on it. The same `late` report twice is kept once. */
export function patchTask(task: Task, { advisorId, handedAt, postponedUntil, expiresAt, late }: TaskPatch): Task {
  const reports = task.late ?? [];
  const text = JSON.stringify(late);
  const isNew = late !== undefined && !reports.some((report) => JSON.stringify(report) === text);
  const from = task.advisorId;
  const isHandedOn = advisorId !== undefined && handedAt !== undefined && from !== undefined && from !== advisorId;
  return {
    ...task,
    ...(isHandedOn ? { handedOn: [...(task.handedOn ?? []), { from, at: handedAt }] } : {}),
    ...(postponedUntil === undefined ? {} : { postponedUntil }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(isNew ? { late: [...reports, late] } : {}),
    ...(advisorId === undefined ? {} : { advisorId }),
  };
}

/** The task closed; undefined when it is closed already. */
export function closeTask(task: Task, { state, at, reason, report }: TaskClose): Task | undefined {
  if (task.state !== "open") return undefined;
  return {
    ...task,
    state,
    closedAt: at,
    ...(reason === undefined ? {} : { closeReason: reason }),
    ...(report === undefined ? {} : { result: report }),
  };
}
