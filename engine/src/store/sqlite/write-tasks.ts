import type { Task } from "@sopflow/schemas";
import type { TaskClose, TaskPatch } from "../port.js";
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
    `INSERT INTO tasks (id, customer_id, flow_id, node_id, advisor_id, state, due_at, issued_at, doc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const find = connection.prepare<{ doc: string }>("SELECT doc FROM tasks WHERE id = ?");
  const update = connection.prepare("UPDATE tasks SET advisor_id = ?, state = ?, doc = ? WHERE id = ?");
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
        JSON.stringify(task),
      );
    },
    patch({ taskId, advisorId, postponedUntil, expiresAt, late }) {
      const task = load(taskId);
      if (!task) return;
      if (postponedUntil !== undefined) task.postponedUntil = postponedUntil;
      if (expiresAt !== undefined) task.expiresAt = expiresAt;
      if (late !== undefined) {
        const reports = task.late ?? [];
        const text = JSON.stringify(late);
        if (!reports.some((report) => JSON.stringify(report) === text)) task.late = [...reports, late];
      }
      if (advisorId === undefined) updateDoc.run(JSON.stringify(task), taskId);
      else update.run(advisorId, task.state, JSON.stringify({ ...task, advisorId }), taskId);
    },
    close({ taskId, state, at, reason, report }) {
      const task = load(taskId);
      if (task?.state !== "open") return;
      task.state = state;
      task.closedAt = at;
      if (reason !== undefined) task.closeReason = reason;
      if (report !== undefined) task.result = report;
      update.run(task.advisorId ?? null, state, JSON.stringify(task), taskId);
    },
  };
}
