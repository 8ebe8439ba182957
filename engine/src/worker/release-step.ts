import type { StepInput } from "../core/journey/index.js";
import type { NewLogEntry, ScheduleRow } from "../store/index.js";
import { applyAll, type Barrier } from "./consume-log.js";
import type { Machine } from "./machine.js";
import { SYSTEM_SOURCE } from "./system-event.js";
import { retryRow, stopRowId } from "./volume-breaker.js";

const STEP_RELEASED = "node.released";
const PAGE_ROWS = 512;
/** Behind every enrollment of a customer: ids are hexadecimal. */
const LAST_ID = "\uffff";

/** The log entry by which a lead lets a stopped step go on. The same stop is released once. */
export function releaseEntry(stop: ScheduleRow, by: string, at: number): NewLogEntry {
  const { flowId, nodeId } = stop;
  const id = `${STEP_RELEASED}/${flowId}/${nodeId}/${stop.stopped?.at ?? 0}`;
  return {
    kind: "release",
    id,
    dedupe: [{ key: `${SYSTEM_SOURCE}:${id}` }],
    at,
    received: at,
    type: STEP_RELEASED,
    source: SYSTEM_SOURCE,
    body: { flowId, nodeId, by },
  };
}

export const isStepRelease = ({ type }: Barrier): boolean => type === STEP_RELEASED;

/** The step may issue again, its hour begins anew, and a run brings on the people who wait there. */
export async function releaseStep(machine: Machine, { seq, at, body }: Barrier): Promise<void> {
  const { flowId, nodeId } = body;
  if (typeof flowId !== "string" || typeof nodeId !== "string") return machine.commit({ cursor: seq });
  const id = stopRowId(flowId, nodeId);
  if (machine.rows.get(id)?.stopped === undefined) return machine.commit({ cursor: seq });
  const released: ScheduleRow = { id, flowId, nodeId, version: 0, releasedAt: at };
  await machine.commit({ cursor: seq, schedules: [released, retryRow(flowId, nodeId, at)] });
  machine.breaker.forgive(flowId, nodeId);
}

/** One page of the people who stand at a released step: what was held back there is tried again. */
export async function retryStoppedPage(machine: Machine, row: ScheduleRow): Promise<void> {
  const { flowId, nodeId, running } = row;
  if (!running) return;
  const after = running.afterId === "" ? {} : { after: { customerId: running.afterId, id: LAST_ID } };
  // Slots of a campaign are planned without holding the enrollment elsewhere than on the campaign: it stands there, too.
  const query = { flowId, nodeId, state: "active", limit: PAGE_ROWS, ...after } as const;
  const rows = await machine.patiently(() => machine.store.readSide.enrollments(query));
  const now = machine.now();
  const id = `${row.id}/${running.at}`;
  const input: StepInput = { kind: "published", id, seq: 0, at: now, now, flowId, first: false, released: true };
  const ids = [...new Set(rows.map(({ customerId }) => customerId))];
  const parts = await applyAll(machine, new Map(ids.map((one) => [one, [{ input, tickedTo: 0 }]])));
  const last = rows.at(-1);
  const isOver = last === undefined || rows.length < PAGE_ROWS;
  const next: ScheduleRow = isOver
    ? { ...row, deleted: true }
    : { ...row, running: { ...running, afterId: last.customerId } };
  await machine.commit({ parts, schedules: [next] });
}
