import type { AppendResult, CommitBatch, EnrollmentRow, NewLogEntry } from "@sopflow/engine";
import type { Customer, Task } from "@sopflow/schemas";

/** The store's contract once more, as plainly as can be: arrays and maps, copied whole for every batch. */
export class ModelStore {
  log: { seq: number; id: string; customerId: string | undefined }[] = [];
  keys = new Map<string, number>();
  cursor = 0;
  customers = new Map<string, { customer: Customer; wakeAt: number | null }>();
  tasks = new Map<string, Task>();
  enrollments = new Map<string, EnrollmentRow>();
  counters = new Map<string, number>();

  append(entry: NewLogEntry): AppendResult["status"] {
    const holds = (key: string) => (this.keys.get(key) ?? Number.NEGATIVE_INFINITY) > entry.received;
    if (entry.dedupe.some(({ key }) => holds(key))) return "duplicate";
    for (const { key, until } of entry.dedupe) this.keys.set(key, until ?? Number.POSITIVE_INFINITY);
    this.log.push({ seq: this.log.length + 1, id: entry.id, customerId: entry.customerId });
    return "accepted";
  }

  /** False, and nothing changed, on a conflict. */
  commit(batch: CommitBatch): boolean {
    const next = this.customers;
    const written = new Map(next);
    for (const { customer, expectedVersion, wakeAt } of batch.customers) {
      if ((written.get(customer.id)?.customer.version ?? 0) !== expectedVersion) return false;
      if (!("seq" in customer)) throw new Error("the model takes whole documents");
      written.set(customer.id, { customer, wakeAt });
    }
    this.customers = written;
    for (const task of batch.newTasks) if (!this.tasks.has(task.id)) this.tasks.set(task.id, task);
    for (const { taskId, state, at } of batch.taskCloses) {
      const task = this.tasks.get(taskId);
      if (task?.state === "open") this.tasks.set(taskId, { ...task, state, closedAt: at });
    }
    for (const row of batch.enrollments) this.enrollments.set(`${row.customerId} ${row.id}`, row);
    for (const { nodeId, add } of batch.counters) this.counters.set(nodeId, (this.counters.get(nodeId) ?? 0) + add);
    for (const entry of batch.append) this.append(entry);
    for (const id of batch.erase) this.erase(id);
    this.cursor = Math.max(this.cursor, batch.cursor?.seq ?? 0);
    return true;
  }

  private erase(id: string): void {
    this.customers.delete(id);
    for (const [key, task] of this.tasks) if (task.customerId === id) this.tasks.delete(key);
    for (const [key, row] of this.enrollments) if (row.customerId === id) this.enrollments.delete(key);
    this.log = this.log.map((entry) => (entry.customerId === id ? { ...entry, customerId: undefined } : entry));
  }
}
