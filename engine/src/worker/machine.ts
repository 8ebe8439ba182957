import type { Customer, Task } from "@sopflow/schemas";
import type { Context, StepInput } from "../core/journey/index.js";
import { type CommitBatch, ConflictError, type ScheduleRow, type Store, StoreError } from "../store/index.js";
import { AdvisorLedger } from "./advisor-ledger.js";
import { afterCommit } from "./after-commit.js";
import { type AppliedCustomer, holdCustomer } from "./apply-customer.js";
import { BATCH_DUE, BATCH_DUE_ASIDE, BATCH_ENTRIES, BATCH_ENTRIES_ASIDE, BatchSize } from "./batch-size.js";
import type { Clock, Waker } from "./clock.js";
import { CommitInFlight } from "./commit-in-flight.js";
import { CustomerCache } from "./customer-cache.js";
import { EntryQueue } from "./entry-queue.js";
import type { Faults } from "./faults.js";
import { type GatheredBatch, Gatherer } from "./gather.js";
import { loadContext, type ProgramCache } from "./load-context.js";
import { LogTail } from "./log-tail.js";
import { OpenTasks } from "./open-tasks.js";
import { RoomOfBatch } from "./room-of-batch.js";
import type { CommitSummary, EngineLogger } from "./sop-engine.js";
import { isBreakerRow, VolumeBreaker } from "./volume-breaker.js";

/** The worker's place in the log. */
export const CONSUMER = "worker";
/** Row that keeps how far ticks have brought time. */
const TIME_ROW = "worker:time";

/** So many entries before the position tell a new process what time it was. */
const TELLING_ENTRIES = 256;

/** Most commits that wait for the disk at a time; a slow one then slows the work. */
const COMMITS_AHEAD = 8;

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5_000;

export interface MachineParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly logger: EngineLogger;
  readonly faults: Faults;
  readonly committed: (summary: CommitSummary) => void;
}

/** What a batch did to one customer, and the input to blame when the store or the product cannot digest it. */
export interface AppliedPart {
  readonly applied: AppliedCustomer;
  readonly culprit: StepInput;
}

/** One piece of work, committed as a whole. */
export interface Work {
  readonly parts?: readonly AppliedPart[];
  /** Position of the log once this is committed. */
  readonly cursor?: number;
  /** How far ticks have brought time once this is committed. */
  readonly drainUntil?: number;
  readonly schedules?: readonly ScheduleRow[];
  /** Customers that were not in memory before are not kept there: nobody is likely to come to them again soon. */
  readonly isPassing?: boolean;
  /** What no customer caused. */
  readonly extra?: (batch: GatheredBatch, gatherer: Gatherer) => void;
}

/** A batch could not be written as a whole: it is planned anew, and then written customer by customer. */
export class PlanAnewError extends Error {
  override readonly name = "PlanAnewError";
}

/** The engine is to stop, and the store does not take the batch: it is in the log and will be done again. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

/**
 * What the worker knows between batches, and the only way to write it. Owns cursor, log time and schedule rows in
 * memory; each is a copy of what the store holds.
 *
 * M1. Memory follows the store: it changes after a commit, and of `commitAhead` with its beginning. When that fails,
 *     nothing in memory counts until all of it is read anew.
 * M2. A `StoreError` repeats the same batch unchanged, until it is done or the engine stops.
 * M3. A `ConflictError` means that somebody else wrote, or that a commit was done and its answer lost: everything is
 *     read anew and the work is planned anew.
 * M4. Any other error is one customer's fault: the batch is committed customer by customer, and who fails goes on hold.
 * M5. Work goes on from what is committed; the world is told of a commit when it is durable.
 */
export class Machine {
  /** The store as the last commit left it, also one that is still under way. */
  readonly store: Store;
  /** The store as it is now. */
  readonly storeNow: Store;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly logger: EngineLogger;
  readonly faults: Faults;
  readonly ledger = new AdvisorLedger();
  readonly tail = new LogTail();
  /** Customers whose timers one batch serves. */
  readonly dueBatch: BatchSize;
  /** Most entries of the log in one batch. */
  readonly batchEntries: number;
  readonly breaker: VolumeBreaker;
  readonly queue = new EntryQueue();
  readonly rows = new Map<string, ScheduleRow>();
  cursor = 0;
  drainUntil = 0;
  /** Latest time the log has told of. */
  logTime = 0;
  lastCommitAt: number | undefined;
  storeError: string | undefined;
  isStopping = false;
  #context: Context | undefined;
  readonly #customers = new CustomerCache();
  /** Of the customers loaded last, those that were in memory. */
  readonly #known = new Set<string>();
  readonly #tasks = new OpenTasks();
  readonly #flight = new CommitInFlight();
  /** A batch failed for a reason of its own: the next is written in the way that finds out whose fault it is (M4). */
  #isCareful = false;
  /** Commits that are done and not told yet, oldest first. */
  readonly #ahead: Promise<void>[] = [];
  readonly #programs: ProgramCache = new Map();
  readonly #committed: MachineParts["committed"];

  constructor({ store, clock, waker, logger, faults, committed }: MachineParts) {
    this.storeNow = store;
    this.batchEntries = store.commitsAside ? BATCH_ENTRIES_ASIDE : BATCH_ENTRIES;
    this.dueBatch = new BatchSize(store.commitsAside ? BATCH_DUE_ASIDE : BATCH_DUE);
    this.store = afterCommit(store, () => this.#flight.done());
    this.breaker = new VolumeBreaker(this.store);
    this.clock = clock;
    this.waker = waker;
    this.logger = logger;
    this.faults = faults;
    this.#committed = committed;
  }

  get isOpen(): boolean {
    return this.#context !== undefined;
  }

  get context(): Context {
    if (!this.#context) throw new Error("the engine works before it was opened");
    return this.#context;
  }

  /** Real time as far as the log or the clock tells (FLOW-FORMAT §4.1). */
  now(logTime = this.logTime): number {
    return Math.max(logTime, this.clock.now());
  }

  async open(): Promise<void> {
    if (this.#context) {
      // Stopped while the store could not be used: what was under way then was never written.
      if (this.#flight.hasFailed) await this.resync();
      return;
    }
    this.#context = await loadContext(this.store, this.#programs);
    try {
      await this.resync();
    } catch (error) {
      // Not opened: whoever opens again must not work from the beginning of the log.
      this.#context = undefined;
      throw error;
    }
  }

  /** Takes in what was published or set since. */
  async reloadContext(): Promise<void> {
    this.#context = await this.patiently(() => loadContext(this.store, this.#programs));
    await this.#reloadQueue();
  }

  /** Who waits to enter: of flows that were paused, or not known till now, too. */
  async #reloadQueue(): Promise<void> {
    const flowIds = this.context.flows.all().map(({ flowId }) => flowId);
    await this.patiently(() => this.queue.reload(this.store, flowIds));
  }

  /** Reads position, time and rows as the store has them (M3). */
  async resync(): Promise<void> {
    await this.#flight.reset();
    this.#customers.clear();
    this.#tasks.clear();
    this.tail.clear();
    this.cursor = await this.store.log.cursor(CONSUMER);
    const rows = await this.store.schedules.list();
    this.rows.clear();
    this.drainUntil = 0;
    for (const row of rows) {
      if (row.id === TIME_ROW) this.drainUntil = row.nextAt ?? 0;
      else this.rows.set(row.id, row);
    }
    this.logTime = Math.max(this.logTime, this.drainUntil, await this.#lastTold());
    await this.#reloadQueue();
    await this.breaker.reload(this.rows, this.now());
    await this.ledger.reload(this.store, this.context.settings.timezone, this.now());
  }

  /** What the entries last applied tell of time: a clock that was set back does not take a new process back with it. */
  async #lastTold(): Promise<number> {
    const entries = await this.store.log.read(Math.max(0, this.cursor - TELLING_ENTRIES), TELLING_ENTRIES);
    return Math.max(0, ...entries.map(({ seq, received }) => (seq <= this.cursor ? received : 0)));
  }

  /** Customers to work on, by id; the caller owns the documents. */
  async loadCustomers(ids: readonly string[]): Promise<Map<string, Customer>> {
    const found = new Map<string, Customer>();
    const missing: string[] = [];
    this.#known.clear();
    for (const id of ids) {
      const customer = this.#customers.take(id);
      if (customer) {
        this.#known.add(id);
        found.set(id, customer);
      } else missing.push(id);
    }
    if (missing.length === 0) return found;
    const isWritten = missing.some((id) => this.#flight.customers.has(id));
    const { customers } = isWritten ? this.store : this.storeNow;
    for (const [id, customer] of await this.patiently(() => customers.load(missing))) found.set(id, customer);
    return found;
  }

  /**
   * Customers whose timers are due by `at`, but for those who are just being written: that nobody is free does not mean
   * that nobody is due before that commit is done.
   */
  async loadDue(at: number, limit: number): Promise<{ id: string; wakeAt: number }[]> {
    const busy = this.#flight.customers;
    const due = await this.patiently(() => this.storeNow.customers.due(at, limit + busy.size));
    return due.filter(({ id }) => !busy.has(id)).slice(0, limit);
  }

  async #loadTask(id: string): Promise<Task | undefined> {
    const { tasks } = this.#flight.tasks.has(id) ? this.store : this.storeNow;
    return this.patiently(() => tasks.get(id));
  }

  /** Repeats `work` while the store cannot do it. */
  async patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(waitMs * 2, LAST_RETRY_MS)) {
      try {
        const result = await work();
        this.storeError = undefined;
        return result;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        this.storeError = error.message;
        if (this.isStopping) throw new StoppedError("stopped while the store could not be used", { cause: error });
        this.logger.warn({ err: error, waitMs }, "the store could not do it; the same is tried again");
        await this.waker.sleep(waitMs);
      }
    }
  }

  /** What advisors have room for while one batch is worked out. */
  roomOfBatch(): RoomOfBatch {
    const { settings, advisors } = this.context;
    return new RoomOfBatch(this.ledger.draft(settings.timezone), advisors);
  }

  /** Whether a commit is under way. */
  get isCommitting(): boolean {
    return this.#flight.isRunning;
  }

  /** Resolves when no commit is under way. Throws what it failed with. */
  committed(): Promise<void> {
    return this.#flight.done();
  }

  /**
   * Commits one piece of work beside what comes next. When it fails, whoever needs the store or commits next is told:
   * `ConflictError` or `PlanAnewError` (M3, M4).
   */
  async commitAhead(work: Work): Promise<void> {
    if (!this.storeNow.commitsAside || this.#isCareful) {
      await this.commit(work);
      this.#isCareful = false;
      return;
    }
    const gathered = await this.#gather(work).catch((error: unknown) => {
      if (isExpected(error)) throw error;
      return undefined;
    });
    // The slow way finds out whose fault it is.
    if (!gathered) return this.commit(work);
    const { batch, gatherer } = gathered;
    await this.#flight.done();
    await this.#bind(gatherer);
    this.#follow(work, batch, gatherer);
    const told = summaryOf(batch, this.cursor);
    this.#flight.begin(batch, async () => {
      try {
        await this.#write(batch);
      } catch (error) {
        if (isExpected(error)) throw error;
        this.logger.error({ err: error }, "a batch could not be written; its customers are written one by one");
        this.#isCareful = true;
        throw new PlanAnewError("a batch could not be written", { cause: error });
      }
      this.#tellWhenDurable(told);
      if (this.#ahead.length >= COMMITS_AHEAD) await this.#ahead[0];
    });
    // What is erased is not to be read any more by those who look past the commit.
    if (batch.erase.length > 0 || batch.rebind) await this.#flight.done();
  }

  /** Gathers and commits one piece of work. Throws `ConflictError` (M3). */
  async commit(work: Work): Promise<void> {
    await this.#flight.done();
    try {
      await this.#commitWhole(work);
    } catch (error) {
      if (isExpected(error) || !work.parts || work.parts.length === 0) throw error;
      this.logger.error({ err: error }, "a batch could not be written; its customers are written one by one");
      await this.#commitOneByOne(work, work.parts);
    }
  }

  async #commitWhole(work: Work): Promise<void> {
    const { batch, gatherer } = await this.#gather(work);
    await this.#bind(gatherer);
    await this.#write(batch);
    this.#follow(work, batch, gatherer);
    this.#tellWhenDurable(summaryOf(batch, this.cursor));
    if (this.#ahead.length >= COMMITS_AHEAD) await this.#ahead[0];
  }

  async #gather(work: Work): Promise<{ batch: CommitBatch; gatherer: Gatherer }> {
    const seq = work.cursor ?? this.cursor;
    const draft = this.ledger.draft(this.context.settings.timezone);
    const gatherer = new Gatherer(
      (id) => this.#loadTask(id),
      (id) => this.#tasks.get(id),
      this.context,
      draft,
      seq,
    );
    for (const { applied } of work.parts ?? []) await gatherer.add(applied);
    work.extra?.(gatherer.batch, gatherer);
    for (const { row, alert } of this.breaker.tripped) {
      gatherer.batch.schedules.push(row);
      gatherer.batch.alerts.push(alert);
    }
    const gathered = gatherer.result();
    const ticked = work.drainUntil !== undefined && work.drainUntil > this.drainUntil;
    const schedules = [...gathered.schedules, ...(work.schedules ?? []), ...(ticked ? [timeRow(work.drainUntil)] : [])];
    const batch: CommitBatch = {
      ...gathered,
      schedules,
      ...(work.cursor === undefined ? {} : { cursor: { consumer: CONSUMER, seq: work.cursor } }),
    };
    return { batch, gatherer };
  }

  async #write(batch: CommitBatch): Promise<void> {
    await this.patiently(async () => {
      this.faults("before-commit");
      await this.storeNow.commit(batch);
      this.faults("after-commit");
    });
    // Not before: an entry that was told its turn must not be found waiting again when the batch is planned anew.
    this.queue.note(batch.enrollments);
    this.lastCommitAt = this.clock.now();
  }

  /** Resolves when everything done so far is durable and told. A commit that failed is left to whoever works next. */
  async settle(): Promise<void> {
    await this.#flight.done().catch(() => {});
    await Promise.all(this.#ahead);
  }

  #tellWhenDurable(summary: CommitSummary): void {
    const told = this.storeNow.durable().then(
      () => this.#committed(summary),
      (error: unknown) => {
        this.storeError = error instanceof Error ? error.message : String(error);
        this.logger.error({ err: error }, "what was committed could not be made durable");
      },
    );
    this.#ahead.push(told);
    // They end in the order they began in.
    void told.then(() => this.#ahead.shift());
  }

  async #commitOneByOne(work: Work, parts: readonly AppliedPart[]): Promise<void> {
    for (const part of parts) {
      try {
        await this.#commitWhole({ parts: [part] });
      } catch (error) {
        if (isExpected(error)) throw error;
        const { id } = part.applied.customer;
        this.logger.error({ err: error, customerId: id }, "a customer could not be written and goes on hold");
        const fresh = (await this.patiently(() => this.store.customers.load([id]))).get(id);
        await this.#commitWhole({
          parts: [{ applied: holdCustomer(id, fresh, error, part.culprit), culprit: part.culprit }],
        });
      }
    }
    await this.#commitWhole({ ...work, parts: [] });
  }

  /** Identities that customers brought lead to them from now on. Repeating it changes nothing. */
  async #bind({ batch }: Gatherer): Promise<void> {
    const { bindings } = batch;
    if (bindings.length === 0) return;
    const holders = await this.patiently(() => this.storeNow.customers.bindIdentities(bindings));
    for (const [i, { customerId, idType }] of bindings.entries()) {
      const holder = holders[i];
      if (holder === customerId || holder === undefined) continue;
      this.logger.warn({ customerId, holder, idType }, "an identity leads to another customer already: merge the two");
    }
  }

  #follow(work: Work, batch: CommitBatch, gatherer: Gatherer): void {
    this.ledger.accept(gatherer.ledger);
    if (work.cursor !== undefined) this.cursor = work.cursor;
    if (work.drainUntil !== undefined) this.drainUntil = Math.max(this.drainUntil, work.drainUntil);
    for (const row of batch.schedules) {
      if (row.id === TIME_ROW) continue;
      if (row.deleted) this.rows.delete(row.id);
      else this.rows.set(row.id, row);
    }
    for (const [i, { text }] of batch.customers.entries()) {
      const document = gatherer.batch.documents[i];
      if (!document || text === undefined || (work.isPassing && !this.#known.has(document.id))) continue;
      this.#customers.put(document, text.length);
    }
    this.#tasks.follow(batch);
    // An erased person's entries lose customer and body in the log; those kept in memory still have them.
    if (batch.erase.length > 0) this.tail.clear();
    for (const id of batch.erase) this.#customers.take(id);
    this.breaker.accept();
    if (batch.schedules.some(isBreakerRow)) this.breaker.follow(this.rows);
  }
}

const isExpected = (error: unknown): boolean => error instanceof ConflictError || error instanceof StoppedError;

const timeRow = (nextAt: number): ScheduleRow => ({ id: TIME_ROW, flowId: "", nodeId: "", version: 0, nextAt });

function summaryOf(batch: CommitBatch, seq: number): CommitSummary {
  const tasks = [
    ...batch.newTasks.map((t) => t.id),
    ...[...batch.taskCloses, ...batch.taskPatches].map((t) => t.taskId),
  ];
  const flows = [...batch.enrollments.map((e) => e.flowId), ...batch.counters.map((c) => c.flowId)];
  return {
    seq,
    customerIds: batch.customers.map(({ customer }) => customer.id),
    flowIds: [...new Set(flows)].filter((id) => id !== ""),
    taskIds: [...new Set(tasks)],
    counters: batch.counters,
  };
}
