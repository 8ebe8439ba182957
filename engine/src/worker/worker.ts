import { DAY_MS, HOUR_MS } from "../core/time/index.js";
import type { NewLogEntry, TracePlace } from "../store/index.js";
import { Admissions } from "./admissions.js";
import { applyBatch, type Barrier, cutBatch } from "./consume-log.js";
import { Machine, type MachineParts } from "./machine.js";
import { releaseCustomer } from "./release-customer.js";
import { isStepRelease, releaseStep } from "./release-step.js";
import { Runs } from "./run-pages.js";
import { rowsAfterChange, rowsDue } from "./schedule-rows.js";
import { serveDue } from "./serve-due.js";
import { SYSTEM_SOURCE } from "./system-event.js";

/** A lag over this is worth an alert, at most one per `LAG_ALERT_EVERY_MS`. */
const LAG_ALERT_MS = 60_000;
const LAG_ALERT_EVERY_MS = 10 * 60_000;
const TRIM_ROWS = 5_000;
/** Inputs of the trace looked at in one go, some ms, and how often all of them are gone through. */
const TRIM_LOOKS = 500;
const TRIM_TRACE_EVERY_MS = DAY_MS;

export interface WorkerParts extends MachineParts {
  readonly append: (entries: readonly NewLogEntry[]) => Promise<unknown>;
}

/**
 * The only place that acts: reads the log and commits what follows from it. Owns the order of things.
 *
 * W1. One customer's inputs are applied strictly in the order of the log, each once: the position is committed together
 *     with what it caused.
 * W2. Time travels through the log: a tick is appended only when everything is applied, and timers are served only up to
 *     a tick that was read. So a backlog delays timers and never lets them overtake an event.
 * W3. A customer's timers due by a tick are served before any of its entries behind that tick, whether or not the drain
 *     has come to it: what happens to a customer follows from the log alone, not from how batches fell.
 * W4. Log, due timers and runs take turns, a bounded batch each: none can keep another waiting for long.
 * W5. What is published or set changes only between two batches, at the position of its entry.
 */
export class Worker {
  readonly machine: Machine;
  readonly #runs: Runs;
  readonly #admissions: Admissions;
  readonly #append: WorkerParts["append"];
  #isOpen = false;
  #announced = "";
  #lagAlertAt = Number.NEGATIVE_INFINITY;
  #trimmedAt = Number.NEGATIVE_INFINITY;
  #traceTrimmedAt = Number.NEGATIVE_INFINITY;
  /** Where the trim of traces goes on; undefined: at its beginning. */
  #traceTrimFrom: TracePlace | undefined;

  constructor(parts: WorkerParts) {
    this.machine = new Machine(parts);
    this.#runs = new Runs(this.machine);
    this.#admissions = new Admissions(this.machine);
    this.#append = parts.append;
  }

  /** Loads what is needed to work; the second call does nothing. */
  async open(): Promise<void> {
    if (this.#isOpen) return this.machine.open();
    await this.machine.open();
    const lastSeq = await this.machine.store.log.lastSeq();
    this.#runs.waitForAll(lastSeq);
    this.#admissions.waitFor(lastSeq);
    this.#isOpen = true;
    await this.noticeChanges();
  }

  /** A batch of each kind of work (W4). False when there is nothing to do. */
  async turn(): Promise<boolean> {
    const { machine } = this;
    const { waker } = machine;
    const consumed = await this.#consume();
    if (consumed) await waker.yield();
    const served = await serveDue(machine);
    if (served) await waker.yield();
    const ran = await this.#runs.page();
    const admitted = await this.#admissions.page();
    if (consumed || served || ran || admitted) return true;
    if (!machine.isCommitting) return false;
    // What it appended, or that it failed, is seen by the next turn.
    await machine.committed();
    return true;
  }

  async #consume(): Promise<boolean> {
    const { machine } = this;
    const recent = machine.tail.read(machine.cursor, machine.batchEntries);
    const entries =
      recent.length > 0
        ? recent
        : await machine.patiently(() => machine.storeNow.log.read(machine.cursor, machine.batchEntries));
    const next = cutBatch(entries, machine);
    if (next === undefined) return false;
    if ("kind" in next) await this.#pass(next);
    else await applyBatch(machine, next);
    return true;
  }

  async #pass(barrier: Barrier): Promise<void> {
    const { machine } = this;
    if (isStepRelease(barrier)) await releaseStep(machine, barrier);
    else if (barrier.kind === "release") await releaseCustomer(machine, barrier);
    else {
      await machine.reloadContext();
      const schedules = rowsAfterChange(machine.context, machine.rows, barrier.at);
      await machine.commit({ cursor: barrier.seq, schedules });
    }
    machine.logTime = Math.max(machine.logTime, barrier.received);
  }

  /**
   * What time alone brings: changes nobody told of, schedules that came due, the next tick. True when there is new work.
   * Called every second, and whenever the worker is to be idle.
   */
  async passTime(): Promise<boolean> {
    const noticed = await this.noticeChanges();
    const begun = await this.#beginSchedules();
    const ticked = await this.#tick();
    return noticed || begun || ticked;
  }

  /** Puts a change of flows or brand data into the log, once for each (W5). */
  async noticeChanges(): Promise<boolean> {
    const { machine } = this;
    const { flows, brand } = machine.store;
    const revision = await machine.patiently(async () => `${await flows.revision()}.${await brand.revision()}`);
    if (revision === this.#announced) return false;
    const now = machine.now();
    const id = `context/${revision}`;
    const entry: NewLogEntry = {
      kind: "published",
      id,
      dedupe: [{ key: `${SYSTEM_SOURCE}:${id}` }],
      at: now,
      received: now,
      type: "context.changed",
      source: SYSTEM_SOURCE,
      body: {},
    };
    await machine.patiently(() => this.#append([entry]));
    this.#announced = revision;
    return true;
  }

  async #beginSchedules(): Promise<boolean> {
    const { machine } = this;
    const schedules = rowsDue(machine.context, machine.rows, machine.clock.now());
    if (schedules.length === 0) return false;
    const seq = await machine.patiently(() => machine.store.log.lastSeq());
    await machine.commit({ schedules });
    for (const { id } of schedules) this.#runs.waitFor(id, seq);
    return true;
  }

  /** Appends a tick when somebody is due by the clock and nothing is left to apply (W2). */
  async #tick(): Promise<boolean> {
    const { machine } = this;
    const { store } = machine;
    const at = machine.clock.now();
    const wake = await machine.patiently(() => store.customers.nextWake());
    // Who is due by an earlier tick is being served already.
    if (wake === undefined || wake > at || wake <= machine.drainUntil) return false;
    if ((await machine.patiently(() => store.log.lastSeq())) > machine.cursor) return false;
    const place = { dedupe: [], at, received: at, type: "tick", source: SYSTEM_SOURCE, body: {} };
    await machine.patiently(() => this.#append([{ kind: "tick", id: `tick/${at}`, ...place }]));
    return true;
  }

  /** What keeps the house in order, a little every second. */
  async tidy(): Promise<void> {
    await this.#alertLag();
    const now = this.machine.clock.now();
    await this.#trimLog(now);
    await this.#trimTrace(now);
  }

  async #trimLog(now: number): Promise<void> {
    const { machine } = this;
    if (now - this.#trimmedAt < HOUR_MS) return;
    const before = now - machine.context.settings.retentionDays * DAY_MS;
    const gone = await machine.patiently(() => machine.store.log.trim(before, TRIM_ROWS, now));
    // A full piece means that there is more: the next second takes it.
    if (gone < TRIM_ROWS) this.#trimmedAt = now;
  }

  async #trimTrace(now: number): Promise<void> {
    const { machine } = this;
    if (now - this.#traceTrimmedAt < TRIM_TRACE_EVERY_MS) return;
    const before = now - machine.context.settings.traceDays * DAY_MS;
    const from = this.#traceTrimFrom;
    const { next } = await machine.patiently(() => machine.store.readSide.trimTrace(before, TRIM_LOOKS, from));
    this.#traceTrimFrom = next;
    if (next === undefined) this.#traceTrimmedAt = now;
  }

  async lag(): Promise<{ readonly lagMs: number; readonly backlog: number }> {
    const { cursor, storeNow: store, clock } = this.machine;
    const [oldest] = await store.log.read(cursor, 1);
    if (!oldest) return { lagMs: 0, backlog: 0 };
    const backlog = Math.max(0, (await store.log.lastSeq()) - cursor);
    return { lagMs: Math.max(0, clock.now() - oldest.received), backlog };
  }

  async #alertLag(): Promise<void> {
    const { machine } = this;
    const at = machine.clock.now();
    if (at - this.#lagAlertAt < LAG_ALERT_EVERY_MS) return;
    const { lagMs, backlog } = await machine.patiently(() => this.lag());
    if (lagMs <= LAG_ALERT_MS) return;
    this.#lagAlertAt = at;
    machine.logger.warn({ lagMs, backlog }, "the engine is behind");
    const alert = { kind: "alert", code: "engine.lag", at, customerId: "", detail: { lagMs, backlog } } as const;
    await machine.commit({ extra: (batch) => batch.alerts.push(alert) });
  }
}
