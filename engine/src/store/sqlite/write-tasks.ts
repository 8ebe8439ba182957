import type { Task } from "@sopflow/schemas";
import type { TaskClose, TaskPatch } from "../port.js";
import { closeTask, patchTask } from "../task-changes.js";
import type { Connection } from "./connection.js";

interface TaskWriter {
  /** Adds a task unless one with its id is there. */
  add(task: Task): void;
  patch(patch: TaskPatch): void;
  close(close: TaskClose): void;
}

/** To be called inside a write. */
export function prepareTaskWrites(connection: Connection): TaskWriter {
  const insert = connection.prepare(
    `INSERT INTO tasks (id, customer_id, flow_id, node_id, advisor_id, state, due_at, issued_at, closed_at, doc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const find = connection.prepare<{ doc: string }>("SELECT doc FROM tasks WHERE id = ?");
  const update = connection.prepare("UPDATE tasks SET advisor_id = ?, state = ?, closed_at = ?, doc = ? WHERE id = ?");
  // Late results and postponements touch no index.
  const updateDoc = connection.prepare("UPDATE tasks SET doc = ? WHERE id = ?");
  const load = (id: string): Task | undefined => {
    const row = find.get(id);
    return row && JSON.parse(row.doc);
  };
  return {
    add(task) {
      insert.run(
        task.id,
        task.customerId,
        task.flowId,
        task.nodeId,
        task.advisorId ?? null,
        task.state,
        task.dueAt,
        task.issuedAt,
        task.closedAt ?? null,
        JSON.stringify(task),
      );
    },
    patch(patch) {
      const task = load(patch.taskId);
      if (!task) return;
      const patched = patchTask(task, patch);
      if (patch.advisorId === undefined) updateDoc.run(JSON.stringify(patched), task.id);
      else update.run(patch.advisorId, task.state, task.closedAt ?? null, JSON.stringify(patched), task.id);
    },
    close(close) {
      const task = load(close.taskId);
      const closed = task && closeTask(task, close);
      if (closed) {
        const { advisorId = null, state, closedAt = null, id } = closed;
        update.run(advisorId, state, closedAt, JSON.stringify(closed), id);
      }
    },
  };
}
