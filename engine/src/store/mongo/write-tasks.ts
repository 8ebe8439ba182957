import type { Task } from "@sopflow/schemas";
import type { CommitBatch } from "../port.js";
import { closeTask, patchTask } from "../task-changes.js";
import type { Draft } from "./draft.js";

type TaskParts = Pick<CommitBatch, "newTasks" | "taskPatches" | "taskCloses">;

/** New tasks unless they are there; then patches; then closes of those that are open. */
export async function writeTasks(draft: Draft, { newTasks, taskPatches, taskCloses }: TaskParts): Promise<void> {
  const changed = [...taskPatches, ...taskCloses].map(({ taskId }) => taskId);
  await draft.load("tasks", [...newTasks.map(({ id }) => id), ...changed]);
  const load = (id: string): Task | undefined => {
    const row = draft.get("tasks", id);
    return row && JSON.parse(row.doc);
  };
  for (const task of newTasks) if (!draft.get("tasks", task.id)) put(draft, task);
  for (const patch of taskPatches) {
    const task = load(patch.taskId);
    if (task) put(draft, patchTask(task, patch));
  }
  for (const close of taskCloses) {
    const task = load(close.taskId);
    const closed = task && closeTask(task, close);
    if (closed) put(draft, closed);
  }
}

function put(draft: Draft, task: Task): void {
  draft.put("tasks", {
    _id: task.id,
    customerId: task.customerId,
    flowId: task.flowId,
    nodeId: task.nodeId,
    advisorId: task.advisorId,
    state: task.state,
    dueAt: task.dueAt,
    issuedAt: task.issuedAt,
    ...(task.closedAt === undefined ? {} : { closedAt: task.closedAt }),
    doc: JSON.stringify(task),
  });
}
