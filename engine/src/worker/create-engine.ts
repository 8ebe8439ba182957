import { errorText, MAX_EVENT_BYTES, type Task } from "@sopflow/schemas";
import type { Effect } from "../core/journey/index.js";
import { ConflictError, type Store } from "../store/index.js";
import { checkReport, refuse, reportEvent } from "./check-report.js";
import { type Clock, systemClock, systemWaker, type Waker } from "./clock.js";
import { type Faults, noFaults } from "./faults.js";
import { foreseeEvent } from "./foresee.js";
import { createIntake, type Intake, type IntakeParts } from "./intake.js";
import { PlanAnewError, StoppedError } from "./machine.js";
import { releaseEntry } from "./release-step.js";
import type {
  CommitSummary,
  EngineHealth,
  EngineLogger,
  PostAnswer,
  PostOptions,
  SopEngine,
  TaskReport,
  TaskReportAnswer,
} from "./sop-engine.js";
import { SYSTEM_SOURCE, systemEvent } from "./system-event.js";
import { stopRowId } from "./volume-breaker.js";
import { Worker } from "./worker.js";

export interface EngineOptions {
  readonly store: Store;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: node-cron and the event loop. */
  readonly waker?: Waker;
  readonly logger?: EngineLogger;
  /** For tests: what happens on either side of every durable write. */
  readonly faults?: Faults;
}

const silent: EngineLogger = { info() {}, warn() {}, error() {} };

/** How long the loop rests after a failure that repeating cannot mend, ms. */
const FAILURE_PAUSE_MS = 1_000;
const DUE_COUNTED = 1_000;

/** Makes the engine of one brand over an open store. It does nothing until `start` or `runUntilIdle`. */
export function createEngine(options: EngineOptions): SopEngine {
  return new Engine(options);
}

/**
 * E1. Work is done by one hand at a time: the loop and `runUntilIdle` take turns, a turn is never interrupted.
 * E2. `stop` waits for the turn in hand; what it did not get to stays in the log.
 */
class Engine implements SopEngine {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #waker: Waker;
  readonly #logger: EngineLogger;
  readonly #intake: Intake;
  readonly #worker: Worker;
  readonly #listeners = new Set<(summary: CommitSummary) => void>();
  #state: EngineHealth["state"] = "stopped";
  #loop: Promise<void> | undefined;
  #lock: Promise<unknown> = Promise.resolve();
  #appends = new Set<Promise<unknown>>();
  #hasNews = false;
  #isNewSecond = false;
  #wake: () => void = () => {};

  constructor({ store, clock = systemClock, waker = systemWaker, logger = silent, faults = noFaults }: EngineOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#waker = waker;
    this.#logger = logger;
    const appended: IntakeParts["appended"] = (entries, results) => {
      this.#worker.machine.tail.add(entries, results);
      this.#notice();
    };
    this.#intake = createIntake({ store, clock, waker, faults, appended });
    const { append } = this.#intake;
    const committed = (summary: CommitSummary) => this.#tell(summary);
    this.#worker = new Worker({ store, clock, waker, logger, faults, committed, append });
  }

  async start(): Promise<void> {
    if (this.#state !== "stopped") return;
    this.#worker.machine.isStopping = false;
    await this.#exclusive(() => this.#worker.open());
    this.#state = "running";
    const endSeconds = this.#waker.everySecond(() => {
      this.#isNewSecond = true;
      this.#notice();
    });
    this.#isNewSecond = true;
    this.#loop = this.#run().finally(endSeconds);
    this.#logger.info({ cursor: this.#worker.machine.cursor }, "the engine works");
  }

  async stop(): Promise<void> {
    if (this.#state === "running") {
      this.#state = "stopping";
      this.#worker.machine.isStopping = true;
      this.#notice();
    }
    await this.#loop;
    await this.#lock;
    await this.#worker.machine.settle();
    await Promise.allSettled(this.#appends);
    if (this.#state === "stopped") return;
    this.#state = "stopped";
    this.#worker.machine.isStopping = false;
    this.#logger.info({ cursor: this.#worker.machine.cursor }, "the engine rests");
  }

  post(events: readonly unknown[], options: PostOptions): Promise<PostAnswer[]> {
    return this.#inFlight(this.#intake.post(events, options));
  }

  reportTask(taskId: string, report: TaskReport): Promise<TaskReportAnswer> {
    return this.#inFlight(this.#report(taskId, report));
  }

  async foresee(event: unknown): Promise<readonly Effect[]> {
    const { machine } = this.#worker;
    // Does not wait for the batch in hand: who asks has seconds.
    if (!machine.isOpen) await this.#exclusive(() => this.#worker.open());
    return foreseeEvent(this.#store, machine.context, event, this.#clock.now());
  }

  async contextChanged(): Promise<void> {
    await this.#exclusive(async () => {
      await this.#worker.open();
      await this.#worker.noticeChanges();
    });
  }

  async release(id: string, by: string): Promise<{ readonly status: "accepted" | "not_held" | "not_found" }> {
    const customer = (await this.#store.customers.load([id])).get(id);
    if (!customer) return { status: "not_found" };
    if (customer.status !== "held") return { status: "not_held" };
    const at = this.#clock.now();
    const entry = { kind: "release", customerId: id, id: `release/${id}/${customer.version}`, dedupe: [] } as const;
    const place = { at, received: at, type: "customer.released", source: SYSTEM_SOURCE, body: { by } };
    await this.#inFlight(this.#intake.append([{ ...entry, ...place }]));
    return { status: "accepted" };
  }

  async releaseStep(
    flowId: string,
    nodeId: string,
    by: string,
  ): Promise<{ readonly status: "accepted" | "not_stopped" }> {
    const rows = await this.#store.schedules.list();
    const stop = rows.find(({ id, stopped }) => id === stopRowId(flowId, nodeId) && stopped !== undefined);
    if (!stop) return { status: "not_stopped" };
    await this.#inFlight(this.#intake.append([releaseEntry(stop, by, this.#clock.now())]));
    return { status: "accepted" };
  }

  async runUntilIdle(): Promise<void> {
    await this.#exclusive(() => this.#worker.open());
    await this.#exclusive(() => this.#worker.noticeChanges());
    while (await this.#exclusive(() => this.#turnOrTime())) await this.#waker.yield();
    await this.#worker.machine.settle();
  }

  onCommit(listener: (summary: CommitSummary) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async health(): Promise<EngineHealth> {
    const { lastCommitAt, storeError } = this.#worker.machine;
    const base = {
      state: this.#state,
      ...(lastCommitAt === undefined ? {} : { lastCommitAt }),
      ...(storeError === undefined ? {} : { storeError }),
    };
    const due = await this.#store.customers.due(this.#clock.now(), DUE_COUNTED);
    return { ...base, ...(await this.#worker.lag()), dueBacklog: due.length };
  }

  async #report(taskId: string, report: TaskReport): Promise<TaskReportAnswer> {
    const task = await this.#store.tasks.get(taskId);
    if (!task) return refuse("task.not_found", { id: taskId });
    const isResult = report.kind === "complete" || report.kind === "skip";
    if (task.state !== "open") {
      // The request that closed it, sent again by a client that did not hear the answer, is on record and not late.
      if (isResult && (await this.#log(task, report)) === "duplicate") return { status: "duplicate" };
      return lateAnswer(task);
    }
    const refused = checkReport(task, report);
    if (refused) return refused;
    const bytes = Buffer.byteLength(JSON.stringify(report));
    if (bytes > MAX_EVENT_BYTES) return refuse("event.too_large", { bytes, max: MAX_EVENT_BYTES });
    return { status: await this.#log(task, report) };
  }

  async #log(task: Task, report: TaskReport): Promise<"accepted" | "duplicate"> {
    const received = this.#clock.now();
    const { type, props } = reportEvent(task, report);
    const id = `${type}/${task.id}/${report.requestId}`;
    const at = Math.min(report.at, received);
    const [result] = await this.#intake.append([
      systemEvent({ customerId: task.customerId, id, type, at, received, props }),
    ]);
    return result?.status ?? "accepted";
  }

  async #run(): Promise<void> {
    while (this.#state === "running") {
      this.#hasNews = false;
      const worked = await this.#exclusive(() => this.#guardedTurn());
      if (worked) await this.#waker.yield();
      else if (this.#state === "running" && !this.#hasNews) await this.#news();
    }
  }

  /** One turn of the loop. Failures are dealt with here, so that the loop only ends by `stop`. */
  async #guardedTurn(): Promise<boolean> {
    try {
      if (this.#isNewSecond) {
        this.#isNewSecond = false;
        await this.#worker.passTime();
        await this.#worker.tidy();
      }
      return await this.#worker.turn();
    } catch (error) {
      if (error instanceof StoppedError) return false;
      if (!(await this.#recover(error))) await this.#waker.sleep(FAILURE_PAUSE_MS);
      return true;
    }
  }

  async #turnOrTime(): Promise<boolean> {
    try {
      return (await this.#worker.turn()) || (await this.#worker.passTime());
    } catch (error) {
      if (!(await this.#recover(error))) throw error;
      return true;
    }
  }

  /** True when the work may simply be planned anew. */
  async #recover(error: unknown): Promise<boolean> {
    const isConflict = error instanceof ConflictError || error instanceof PlanAnewError;
    if (error instanceof ConflictError)
      this.#logger.info({ err: error }, "somebody else wrote first; the batch is planned anew");
    else if (!isConflict)
      this.#logger.error({ err: error }, "the worker failed; it reads its position again and goes on");
    try {
      const { machine } = this.#worker;
      await machine.patiently(() => machine.resync());
    } catch (again) {
      this.#logger.error({ err: again }, "the worker's position could not be read");
      return false;
    }
    return isConflict;
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#lock.then(work);
    this.#lock = done.catch(() => {});
    return done;
  }

  #inFlight<T>(work: Promise<T>): Promise<T> {
    this.#appends.add(work);
    const forget = () => this.#appends.delete(work);
    work.then(forget, forget);
    return work;
  }

  #notice(): void {
    this.#hasNews = true;
    this.#wake();
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #tell(summary: CommitSummary): void {
    for (const listener of this.#listeners) {
      try {
        listener(summary);
      } catch (error) {
        this.#logger.error({ err: error }, "a listener to commits threw");
      }
    }
  }
}

function lateAnswer(task: Task): TaskReportAnswer {
  const { state } = task;
  return { status: "late", code: "task.closed", message: errorText("task.closed", { state }), state };
}
