import type { CommitBatch } from "../port.js";
import type { Data } from "./data.js";
import type { Draft } from "./draft.js";
import { writeEnrollment } from "./enrollments.js";
import type { LogHead } from "./log-head.js";
import { writeNotices } from "./notices.js";
import { count } from "./read-side.js";
import { addRecords } from "./records.js";
import { writeSchedule } from "./schedules.js";
import { writeTrace } from "./trace.js";
import { writeCustomers } from "./write-customers.js";
import { writeTasks } from "./write-tasks.js";

/**
 * One batch of the worker as one write (P2). What it needs to know is read first, side by side; a conflict, the only
 * refusal, comes out before anything is written. Tasks are added before they are changed, so that a batch may issue,
 * answer and withdraw the same one; erasing comes last, so that nothing of the batch itself is left of an erased person.
 */
export function createCommit(data: Data, head: LogHead): (batch: CommitBatch) => Promise<void> {
  // A caller whose answer was lost gives the same batch again: it must not be told of a conflict with itself.
  const tokens = new WeakMap<CommitBatch, string>();
  return async (batch) => {
    const token = tokens.get(batch) ?? crypto.randomUUID();
    tokens.set(batch, token);
    let done = () => {};
    try {
      await data.write(async (draft) => {
        done = await plan(data, draft, head, batch);
      }, token);
      done();
    } catch (error) {
      head.forget();
      throw error;
    }
  };
}

async function plan(data: Data, draft: Draft, head: LogHead, batch: CommitBatch): Promise<() => void> {
  const [, , , , , , appended] = await Promise.all([
    writeCustomers(data.connection, draft, batch.customers),
    writeTasks(draft, batch),
    writeTrace(draft, batch.trace),
    count(draft, batch.counters),
    writeNotices(draft, batch),
    moveCursor(draft, batch.cursor),
    head.append(draft, batch.append),
    rebind(data, draft, batch.rebind ?? []),
    addRecords(draft, batch.records ?? []),
  ]);
  for (const row of batch.enrollments) writeEnrollment(draft, row);
  for (const row of batch.schedules) writeSchedule(draft, row);
  draft.erase.push(...batch.erase);
  return appended.done;
}

async function moveCursor(draft: Draft, cursor: CommitBatch["cursor"]): Promise<void> {
  if (!cursor) return;
  await draft.load("cursors", [cursor.consumer]);
  const seq = draft.get("cursors", cursor.consumer)?.seq ?? 0;
  if (cursor.seq > seq) draft.put("cursors", { _id: cursor.consumer, seq: cursor.seq });
}

async function rebind(data: Data, draft: Draft, moves: NonNullable<CommitBatch["rebind"]>): Promise<void> {
  if (moves.length === 0) return;
  const people = new Map<string, string>();
  for (const { from } of moves) people.set(from, from);
  // Each in order: a person who was merged into one who is merged in turn ends where that one does.
  for (const { from, to } of moves) for (const [id, now] of people) if (now === from) people.set(id, to);
  const rows = await data.connection.find("identities", { customerId: { $in: [...people.keys()] } });
  for (const row of rows) draft.put("identities", { ...row, customerId: people.get(row.customerId) ?? row.customerId });
}
