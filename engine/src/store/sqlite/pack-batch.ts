import type { AlertEffect, NotifyEffect } from "../../core/journey/effect.js";
import type { CommitBatch, NewRecord, ScheduleRow, TaskPatch } from "../port.js";
import { traceByInput } from "../trace-lines.js";
import { markSteps, wordsOf } from "../trace-steps.js";
import type { SqlValue } from "./connection.js";
import { enrollmentColumns } from "./enrollments.js";
import { type PackedEntries, packEntries } from "./pack-entries.js";

/** Rows as plain values, one row behind the other. */
export interface PackedRows {
  readonly width: number;
  readonly values: readonly SqlValue[];
}

/**
 * A batch as the writing needs it. What comes in great numbers is values only: another thread is given them sooner
 * than objects with their names, and they stay as they are whatever becomes of the documents meanwhile.
 */
export interface PackedBatch {
  /** version, wake_at, name, advisor_id, tier, status, doc, id, expected version, 1 = probably in place. */
  readonly customers: PackedRows;
  /** id, customer_id, flow_id, node_id, advisor_id, state, due_at, issued_at, closed_at, doc. */
  readonly newTasks: PackedRows;
  readonly taskPatches: readonly TaskPatch[];
  /** state, closed_at, reason, report as JSON, id. */
  readonly taskCloses: PackedRows;
  /** customer_id, id, flow_id, version, node_id, state, entered_at, since, reason. */
  readonly enrollments: PackedRows;
  /** customer_id, seq, lines. */
  readonly trace: PackedRows;
  /** flow_id, node_id, seq, customer_id, marks. */
  readonly steps: PackedRows;
  /** flow_id, version, node_id, metric, key, by how much. */
  readonly counters: PackedRows;
  readonly notifications: readonly NotifyEffect[];
  readonly alerts: readonly AlertEffect[];
  readonly append: PackedEntries;
  readonly records: readonly NewRecord[];
  readonly schedules: readonly ScheduleRow[];
  readonly rebind: readonly { readonly from: string; readonly to: string }[];
  readonly erase: readonly string[];
  readonly cursor: CommitBatch["cursor"] | null;
}

export function packBatch(batch: CommitBatch): PackedBatch {
  return {
    customers: packCustomers(batch.customers),
    newTasks: rows(10, batch.newTasks, (task, values) => {
      const { id, customerId, flowId, nodeId, advisorId = null, state, dueAt, issuedAt, closedAt = null } = task;
      const doc = JSON.stringify(task);
      values.push(id, customerId, flowId, nodeId, advisorId, state, dueAt, issuedAt, closedAt, doc);
    }),
    taskPatches: batch.taskPatches,
    taskCloses: rows(5, batch.taskCloses, ({ taskId, state, at, reason = null, report }, values) => {
      values.push(state, at, reason, report === undefined ? null : JSON.stringify(report), taskId);
    }),
    enrollments: rows(9, batch.enrollments, (row, values) => {
      values.push(...enrollmentColumns(row));
    }),
    ...packTrace(batch.trace),
    counters: rows(6, batch.counters, ({ flowId, version, nodeId, metric, key, add }, values) => {
      values.push(flowId, version, nodeId, metric, key, add);
    }),
    notifications: batch.notifications,
    alerts: batch.alerts,
    append: packEntries(batch.append),
    records: batch.records ?? [],
    schedules: batch.schedules,
    rebind: batch.rebind ?? [],
    erase: batch.erase,
    cursor: batch.cursor ?? null,
  };
}

/** Calls `take` with each row, and says which it is. */
export function eachRow({ width, values }: PackedRows, take: (...row: SqlValue[]) => void): void {
  for (let i = 0; i < values.length; i += width) take(...values.slice(i, i + width));
}

function rows<T>(width: number, items: readonly T[], put: (item: T, values: SqlValue[]) => void): PackedRows {
  const values: SqlValue[] = [];
  for (const item of items) put(item, values);
  return { width, values };
}

const packCustomers = (writes: CommitBatch["customers"]): PackedRows =>
  rows(10, writes, ({ customer, text = JSON.stringify(customer), expectedVersion, wakeAt, isInPlace }, values) => {
    const { id, version, name = null, advisorId = null, tier = null, status } = customer;
    values.push(version, wakeAt, name, advisorId, tier, status, text, id, expectedVersion, isInPlace ? 1 : 0);
  });

function packTrace(trace: CommitBatch["trace"]): Pick<PackedBatch, "trace" | "steps"> {
  const inputs: SqlValue[] = [];
  const steps: SqlValue[] = [];
  for (const { customerId, seq, lines } of traceByInput(trace)) {
    inputs.push(customerId, seq, JSON.stringify(lines));
    for (const { flowId, nodeId, marks } of markSteps(lines)) {
      steps.push(flowId, nodeId, seq, customerId, wordsOf(marks));
    }
  }
  return { trace: { width: 3, values: inputs }, steps: { width: 5, values: steps } };
}
