import type { AppendEntries } from "./append-log.js";
import type { Connection } from "./connection.js";
import { prepareEnrollmentWrite } from "./enrollments.js";
import { prepareErase } from "./erase.js";
import { prepareNoticeWrites } from "./notices.js";
import { eachRow, type PackedBatch } from "./pack-batch.js";
import { prepareCount } from "./read-side.js";
import { prepareNewRecord } from "./records.js";
import { prepareScheduleWrite } from "./schedules.js";
import { prepareTraceWrite } from "./trace.js";
import { prepareCustomerWrite } from "./write-customers.js";
import { prepareTaskWrites } from "./write-tasks.js";

/**
 * One batch of the worker in one transaction (P2). Customers come first: a conflict, the only refusal, then costs
 * nothing. Tasks are added before they are changed, so that a batch may issue, answer and withdraw the same one; erasing
 * comes last, so that nothing of the batch itself is left of an erased person.
 */
export function prepareCommit(connection: Connection, append: AppendEntries): (batch: PackedBatch) => void {
  const customer = prepareCustomerWrite(connection);
  const tasks = prepareTaskWrites(connection);
  const enrollment = prepareEnrollmentWrite(connection);
  const trace = prepareTraceWrite(connection);
  const count = prepareCount(connection);
  const notices = prepareNoticeWrites(connection);
  const schedule = prepareScheduleWrite(connection);
  const record = prepareNewRecord(connection);
  const rebind = connection.prepare("UPDATE identities SET customer_id = ? WHERE customer_id = ?");
  const erase = prepareErase(connection);
  const moveCursor = connection.prepare(
    `INSERT INTO cursors (consumer, seq) VALUES (?, ?)
     ON CONFLICT (consumer) DO UPDATE SET seq = max(cursors.seq, excluded.seq)`,
  );
  return (batch) =>
    connection.transact(() => {
      eachRow(batch.customers, customer);
      eachRow(batch.newTasks, tasks.add);
      for (const patch of batch.taskPatches) tasks.patch(patch);
      eachRow(batch.taskCloses, (state = null, at = null, reason = null, report = null, id = null) =>
        tasks.close(state, at, reason, report, id),
      );
      eachRow(batch.enrollments, enrollment);
      trace(batch);
      eachRow(batch.counters, count);
      for (const notification of batch.notifications) notices.notify(notification);
      for (const alert of batch.alerts) notices.alert(alert);
      append(batch.append);
      for (const row of batch.schedules) schedule(row);
      for (const one of batch.records) record(one);
      for (const { from, to } of batch.rebind) rebind.run(to, from);
      erase(batch.erase);
      if (batch.cursor) moveCursor.run(batch.cursor.consumer, batch.cursor.seq);
    });
}
