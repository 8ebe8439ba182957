import { type Context, LowestNumbers, type ScheduleInput, type StepInput, takesPart } from "../core/journey/index.js";
import type { ScheduleRow } from "../store/index.js";
import { applyAll } from "./consume-log.js";
import { insideWorkOf } from "./inside-rows.js";
import type { Machine } from "./machine.js";
import { retryStoppedPage } from "./release-step.js";
import { runInsidePage } from "./run-inside-page.js";
import { runStaffPage } from "./run-staff-page.js";
import { staffWorkOf } from "./staff-rows.js";
import { isRetryRow } from "./volume-breaker.js";

/** Customers that one page of a run asks. */
const PAGE_CUSTOMERS = 512;

/**
 * Work that goes over many customers: schedule runs, publish passes, shared tasks. One page at a time, so that events
 * never wait for a long run.
 *
 * R1. How far a run has come is committed with what the page did: after a crash it goes on there, and nobody is asked
 *     twice.
 * R2. A run begins only when everything that stood in the log at its time is applied.
 * R3. Which run goes on first follows from what is stored, not from how long the process has been up: what happens to
 *     somebody whom several runs ask does not hang on restarts.
 */
export class Runs {
  /** Log position that a run has to wait for; rows that are not in here wait for nothing. */
  readonly #waitsFor = new Map<string, number>();
  readonly #draws = new Map<string, Draw>();

  constructor(private readonly machine: Machine) {}

  /** After a start: what was running goes on when all that is in the log now is applied. */
  waitForAll(seq: number): void {
    for (const row of this.machine.rows.values()) if (row.running) this.#waitsFor.set(row.id, seq);
  }

  waitFor(id: string, seq: number): void {
    this.#waitsFor.set(id, seq);
  }

  /** Runs one page of one run. True when there was one. */
  async page(): Promise<boolean> {
    const [row] = [...this.machine.rows.values()]
      .filter((one) => this.#isReady(one))
      .sort((a, b) => this.#compare(a, b));
    if (!row) return false;
    if (insideWorkOf(row)) {
      await runInsidePage(this.machine, row);
      // What the page put into the log comes first: a long run must not fill it faster than it is read.
      this.waitFor(row.id, await this.machine.patiently(() => this.machine.store.log.lastSeq()));
    } else if (staffWorkOf(row)) await runStaffPage(this.machine, row);
    else if (isRetryRow(row)) await retryStoppedPage(this.machine, row);
    else await this.#customersPage(row);
    return true;
  }

  /**
   * Work over the people of one flow first, which waits for the log between its pages. Of runs that ask everybody the one
   * that has come least far, so that none waits for a long one and all ask a customer in the same order: that of their
   * flows' priority (R3).
   */
  #compare(a: ScheduleRow, b: ScheduleRow): number {
    const [first, second] = [this.#asked(a), this.#asked(b)];
    if (first !== second) return first < second ? -1 : 1;
    return this.#priority(b) - this.#priority(a) || (a.id < b.id ? -1 : 1);
  }

  /** How far a run over everybody has come, to be compared; "" = it goes over some people only. */
  #asked(row: ScheduleRow): string {
    if (insideWorkOf(row) || staffWorkOf(row) || isRetryRow(row)) return "";
    const draw = this.#draws.get(row.id);
    return `/${(draw?.at === row.running?.at ? draw?.afterId : undefined) ?? row.running?.afterId ?? ""}`;
  }

  #priority({ flowId }: ScheduleRow): number {
    return this.machine.context.flows.get(flowId)?.newest.plan.settings.priority ?? 0;
  }

  #isReady(row: ScheduleRow): boolean {
    const { id, flowId, running } = row;
    if (!running || this.machine.cursor < (this.#waitsFor.get(id) ?? 0)) return false;
    if (insideWorkOf(row) === "move") return true; // a move issues nothing by itself, so a pause need not hold it up
    const isPaused = this.machine.context.flows.get(flowId)?.state === "paused";
    return !isPaused || id.startsWith("staff");
  }

  /**
   * A sample is drawn before anybody enters: one page of asking who takes part. Nothing is written until all have been
   * asked, so a crash only asks again.
   */
  async #drawPage(row: ScheduleRow, n: number): Promise<void> {
    const { machine } = this;
    const { running } = row;
    if (!running) return;
    const before = this.#draws.get(row.id);
    const draw: Draw =
      before?.at === running.at ? before : { at: running.at, lowest: new LowestNumbers(n), afterId: "" };
    this.#draws.set(row.id, draw);
    const ids = await machine.patiently(() => machine.store.customers.pageIds(draw.afterId, PAGE_CUSTOMERS));
    const customers = await machine.patiently(() => machine.store.customers.load(ids));
    const input = scheduleInput(row, running.at, machine.now());
    for (const customer of customers.values()) {
      const number = takesPart(customer, input, machine.context);
      if (number !== undefined) draw.lowest.add(number);
    }
    draw.afterId = ids.at(-1) ?? "";
    if (ids.length === PAGE_CUSTOMERS) return;
    this.#draws.delete(row.id);
    await machine.commit({ schedules: [{ ...row, drawnUpTo: draw.lowest.limit }] });
  }

  async #customersPage(row: ScheduleRow): Promise<void> {
    const { machine } = this;
    const { running, drawnUpTo: _drawn, ...rest } = row;
    if (!running) return;
    const sample = sampleOf(machine.context, row);
    if (sample !== undefined && row.drawnUpTo === undefined) return this.#drawPage(row, sample);
    const ids = await machine.patiently(() => machine.store.customers.pageIds(running.afterId, PAGE_CUSTOMERS));
    const input = inputOf(row, running, machine.now());
    // What is due by then is served as by a tick: the tick of that time may come before the run or after it.
    const parts = await applyAll(machine, new Map(ids.map((id) => [id, [{ input, tickedTo: input.at }]])));
    const last = ids.at(-1);
    const isOver = last === undefined || ids.length < PAGE_CUSTOMERS;
    await machine.commit({ parts, schedules: [isOver ? rest : { ...row, running: { ...running, afterId: last } }] });
  }
}

const scheduleInput = ({ id, flowId, nodeId, drawnUpTo }: ScheduleRow, at: number, now: number): ScheduleInput => ({
  kind: "schedule",
  id: `schedule/${id}/${at}`,
  seq: 0,
  at,
  now,
  flowId,
  nodeId,
  ...(drawnUpTo === undefined ? {} : { drawnUpTo }),
});

interface Draw {
  /** Occurrence it belongs to. */
  readonly at: number;
  readonly lowest: LowestNumbers;
  afterId: string;
}

/** How many people a schedule's run draws; undefined = everybody who matches. */
function sampleOf({ flows }: Context, { flowId, nodeId }: ScheduleRow): number | undefined {
  return flows.schedules.find((t) => t.flow.flowId === flowId && t.nodeId === nodeId)?.data.sample?.n;
}

function inputOf(row: ScheduleRow, { at, first }: NonNullable<ScheduleRow["running"]>, now: number): StepInput {
  const { flowId, nodeId } = row;
  // A schedule's run has a node; a publish pass concerns the whole flow.
  if (nodeId !== "") return scheduleInput(row, at, now);
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
