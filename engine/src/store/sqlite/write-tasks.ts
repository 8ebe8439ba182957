import type { Task } from "@sopflow/schemas";
import type { TaskPatch } from "../port.js";
import { patchTask } from "../task-changes.js";
import type { Connection, SqlValue, Statement } from "./connection.js";

interface TaskWriter {
  /** Adds a task unless one with its id is there; its columns as `PackedBatch` has them. */
  add(...row: SqlValue[]): void;
  patch(patch: TaskPatch): void;
  /** Closes a task that is open: state, time, reason, report as JSON, id. */
  close(state: SqlValue, at: SqlValue, reason: SqlValue, report: SqlValue, id: SqlValue): void;
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
  const closing = prepareClose(connection);
  const load = (id: string): Task | undefined => {
    const row = find.get(id);
    return row && JSON.parse(row.doc);
  };
  return {
    add(...row) {
      insert.run(...row);
    },
    patch(patch) {
      const task = load(patch.taskId);
      if (!task) return;
      const patched = patchTask(task, patch);
      if (patch.advisorId === undefined) updateDoc.run(JSON.stringify(patched), task.id);
      else update.run(patch.advisorId, task.state, task.closedAt ?? null, JSON.stringify(patched), task.id);
    },
    close(state, at, reason, report, id) {
      const said = [...(reason === null ? [] : [reason]), ...(report === null ? [] : [report])];
      closing(reason !== null, report !== null).run(state, at, state, at, ...said, id);
    },
  };
}

/** `closeTask` done by SQLite, which spares reading, parsing and writing the document. */
function prepareClose(connection: Connection): (withReason: boolean, withReport: boolean) => Statement<never> {
  const prepare = (...more: string[]) =>
    connection.prepare(
      `UPDATE tasks SET state = ?, closed_at = ?, doc = json_set(doc, '$.state', ?, '$.closedAt', ?${more.join("")})
       WHERE id = ? AND state = 'open'`,
    );
  const reason = ", '$.closeReason', ?";
  const report = ", '$.result', json(?)";
  const plain = prepare();
  const reasoned = prepare(reason);
  const reported = prepare(report);
  const both = prepare(reason, report);
  return (withReason, withReport) => (withReason ? (withReport ? both : reasoned) : withReport ? reported : plain);
}
