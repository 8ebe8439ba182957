import type { Customer, Task } from "@sopflow/schemas";
import type { EnrollmentRow, ScheduleRow } from "../store/index.js";
import { sharedResult } from "./gather.js";
import type { Machine } from "./machine.js";
import { staffWorkOf } from "./staff-rows.js";

const PAGE_ROWS = 512;
/** A page goes over the active, then over the closing enrollments: an open task outlives the path that issued it. */
const STATES = ["active", "closing"] as const;

/**
 * One page of the work on a task that several customers share: its result is told to everybody who has it open, once
 * each (dedupe keys); or it is withdrawn, when nobody has it open any more.
 */
export async function runStaffPage(machine: Machine, row: ScheduleRow): Promise<void> {
  const { kind, taskId } = staffWorkOf(row) ?? {};
  const task = taskId === undefined ? undefined : await machine.patiently(() => machine.store.tasks.get(taskId));
  const place = placeOf(row);
  const over: ScheduleRow = { ...row, deleted: true };
  if (!task || !place || (kind === "check" && task.state !== "open")) return machine.commit({ schedules: [over] });

  const rows = await enrollmentsAt(machine, task, place);
  const holders = await holdersAmong(machine, task, rows);
  const next = nextPlace(row, place, rows);
  if (kind === "result") {
    const append = holders.flatMap((customer) => sharedResult(task, customer.id) ?? []);
    return machine.commit({ schedules: [next ?? over], extra: (batch) => batch.append.push(...append) });
  }
  if (holders.length > 0) return machine.commit({ schedules: [over] });
  if (next) return machine.commit({ schedules: [next] });
  const at = row.running?.at ?? task.issuedAt;
  return machine.commit({
    schedules: [over],
    extra: (batch, { ledger }) => {
      batch.taskCloses.push({ taskId: task.id, state: "withdrawn", at, reason: "nobody_left" });
      if (task.advisorId !== undefined) ledger.close(task.advisorId);
    },
  });
}

interface Place {
  readonly state: (typeof STATES)[number];
  readonly afterCustomer: string;
}

/** `afterId` is `<state>/<customer>`; "" = from the start. */
function placeOf({ running }: ScheduleRow): Place | undefined {
  if (!running) return undefined;
  const state = STATES.find((s) => running.afterId.startsWith(`${s}/`)) ?? STATES[0];
  return { state, afterCustomer: running.afterId.slice(state.length + 1) };
}

function nextPlace(row: ScheduleRow, { state }: Place, rows: readonly EnrollmentRow[]): ScheduleRow | undefined {
  const last = rows.at(-1);
  const at = row.running?.at ?? 0;
  if (last && rows.length === PAGE_ROWS) return { ...row, running: { at, afterId: `${state}/${last.customerId}` } };
  const later = STATES[STATES.indexOf(state) + 1];
  return later === undefined ? undefined : { ...row, running: { at, afterId: `${later}/` } };
}

/** A task that is waited for is open only on its node; others are open wherever their people went since. */
async function enrollmentsAt(machine: Machine, task: Task, { state, afterCustomer }: Place): Promise<EnrollmentRow[]> {
  const { flowId, nodeId, waits } = task;
  // Behind every enrollment of that customer: ids are hexadecimal.
  const after = afterCustomer === "" ? {} : { after: { customerId: afterCustomer, id: "\uffff" } };
  const node = waits && state === "active" ? { nodeId } : {};
  const query = { flowId, state, limit: PAGE_ROWS, ...node, ...after };
  return machine.patiently(() => machine.store.readSide.enrollments(query));
}

async function holdersAmong(machine: Machine, task: Task, rows: readonly EnrollmentRow[]): Promise<Customer[]> {
  const ids = [...new Set(rows.map((row) => row.customerId))];
  const customers = await machine.patiently(() => machine.store.customers.load(ids));
  return [...customers.values()].filter(({ enrollments }) =>
    enrollments.some(({ tasks }) => tasks.some(({ id }) => id === task.id)),
  );
}
