import type { StepInput } from "../core/journey/index.js";
import type { ScheduleRow } from "../store/index.js";
import { applyAll } from "./consume-log.js";
import type { Machine } from "./machine.js";
import { runStaffPage } from "./run-staff-page.js";
import { staffWorkOf } from "./staff-rows.js";

/** Customers that one page of a run asks. */
const PAGE_CUSTOMERS = 512;

/**
 * Work that goes over many customers: schedule runs, publish passes, shared tasks. One page at a time, so that events
 * never wait for a long run.
 *
 * R1. How far a run has come is committed with what the page did: after a crash it goes on there, and nobody is asked
 *     twice.
 * R2. A run begins only when everything that stood in the log at its time is applied.
 */
export class Runs {
  /** Log position that a run has to wait for; rows that are not in here wait for nothing. */
  readonly #waitsFor = new Map<string, number>();
  #turn = 0;

  constructor(private readonly machine: Machine) {}

  /** After a start: what was running goes on when all that is in the log now is applied. */
  waitForAll(seq: number): void {
    for (const row of this.machine.rows.values()) if (row.running) this.#waitsFor.set(row.id, seq);
  }

  waitFor(id: string, seq: number): void {
    this.#waitsFor.set(id, seq);
  }

  /** Runs one page of one run, each run in its turn. True when there was one. */
  async page(): Promise<boolean> {
    const ready = [...this.machine.rows.values()].filter((row) => this.#isReady(row));
    const row = ready[this.#turn % Math.max(1, ready.length)];
    if (!row) return false;
    this.#turn += 1;
    if (staffWorkOf(row)) await runStaffPage(this.machine, row);
    else await this.#customersPage(row);
    return true;
  }

  #isReady({ id, flowId, running }: ScheduleRow): boolean {
    if (!running || this.machine.cursor < (this.#waitsFor.get(id) ?? 0)) return false;
    const isPaused = this.machine.context.flows.get(flowId)?.state === "paused";
    return !isPaused || id.startsWith("staff");
  }

  async #customersPage(row: ScheduleRow): Promise<void> {
    const { machine } = this;
    const { running, ...rest } = row;
    if (!running) return;
    const ids = await machine.patiently(() => machine.store.customers.pageIds(running.afterId, PAGE_CUSTOMERS));
    const input = inputOf(row, running, machine.now());
    const parts = await applyAll(machine, new Map(ids.map((id) => [id, [{ input, tickedTo: 0 }]])));
    const last = ids.at(-1);
    const isOver = last === undefined || ids.length < PAGE_CUSTOMERS;
    await machine.commit({ parts, schedules: [isOver ? rest : { ...row, running: { ...running, afterId: last } }] });
  }
}

function inputOf(row: ScheduleRow, { at, first }: NonNullable<ScheduleRow["running"]>, now: number): StepInput {
  const { id, flowId, nodeId } = row;
  // A schedule's run has a node; a publish pass concerns the whole flow.
  if (nodeId !== "") return { kind: "schedule", id: `schedule/${id}/${at}`, seq: 0, at, now, flowId, nodeId };
  return {
    kind: "published",
    id: `published/${flowId}/${row.version}/${at}`,
    seq: 0,
    at,
    now,
    flowId,
    first: first === true,
  };
}
