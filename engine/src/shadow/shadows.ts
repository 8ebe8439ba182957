import type { Shadow, ShadowDifferencesQuery } from "@sopflow/schemas";
import { done, type FlowAnswer, refuse } from "../flows/flow-answer.js";
import { auditFlow } from "../flows/flow-parts.js";
import type { Store } from "../store/index.js";
import type { Clock, Waker } from "../worker/clock.js";
import { CONSUMER } from "../worker/machine.js";
import type { EngineLogger, SopEngine } from "../worker/sop-engine.js";
import { beginShadow, type ShadowToBegin } from "./begin-shadow.js";
import { describeShadow } from "./describe-shadow.js";
import { ShadowBook } from "./shadow-book.js";
import { type KeptDifference, type ShadowHeader, shadowDifferences, shadowHeaders } from "./shadow-records.js";
import { ShadowRun } from "./shadow-run.js";

/** Shadows that run at a time. */
const MAX_RUNNING = 3;
const PAGE = 200;
/** So many times as long as a piece took everybody else has the processor while the worker has more to do than this. */
const REST_WHEN_BUSY = 15;
const BACKLOG = 200;
/** How long a shadow rests after a failure, ms. */
const FAILURE_PAUSE_MS = 1_000;

export interface ShadowsParts {
  readonly store: Store;
  readonly engine: Pick<SopEngine, "onCommit" | "contextChanged">;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly logger?: Pick<EngineLogger, "error">;
}

/** A page of differences, newest first. `next` absent = the last. */
export interface ShadowDifferences {
  readonly items: readonly KeptDifference[];
  readonly next?: string;
}

/** Drafts that decide beside what is live on what happens, without doing anything. One for each flow at most. */
export interface Shadows {
  /** Goes on with those that run. */
  start(): void;
  /** Finishes the piece of work in hand; what is left is gone on with by the next `start`. */
  stop(): Promise<void>;
  begin(flowId: string, what: ShadowToBegin): Promise<FlowAnswer<Shadow>>;
  /** The one that runs, or the last one. */
  get(flowId: string): Promise<Shadow | undefined>;
  /** Ends the one that runs, if any; answers as `get`. */
  end(flowId: string, by: string): Promise<Shadow | undefined>;
  differences(flowId: string, query: ShadowDifferencesQuery): Promise<ShadowDifferences>;
  /** Does everything there is to do by the clock, also while stopped. */
  runUntilIdle(): Promise<void>;
}

export function createShadows(parts: ShadowsParts): Shadows {
  return new AllShadows(parts);
}

/**
 * Runs all shadows in turn, a piece of work each, and gives way to everything else for as long as a piece took; much longer
 * while the worker is behind, since live customers come first.
 */
class AllShadows implements Shadows {
  readonly #parts: ShadowsParts;
  /** By flow; undefined until they were read. */
  #runs: Map<string, ShadowRun> | undefined;
  #lock: Promise<unknown> = Promise.resolve();
  #loop: Promise<void> | undefined;
  #isRunning = false;
  #hasNews = false;
  #wake: () => void = () => {};

  constructor(parts: ShadowsParts) {
    this.#parts = parts;
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    const { waker, engine } = this.#parts;
    const ends = [waker.everySecond(() => this.#notice()), engine.onCommit(() => this.#notice())];
    this.#loop = this.#work().finally(() => {
      for (const end of ends) end();
    });
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#notice();
    await this.#loop;
    await this.#lock;
  }

  begin(flowId: string, what: ShadowToBegin): Promise<FlowAnswer<Shadow>> {
    return this.#exclusive(async () => {
      const runs = await this.#open();
      const old = runs.get(flowId)?.book.header;
      if (old?.status === "running") return refuse("shadow.running", { id: flowId });
      const running = [...runs.values()].filter(({ book }) => book.header.status === "running");
      if (running.length >= MAX_RUNNING) return refuse("shadow.too_many", { max: MAX_RUNNING });
      const answer = await beginShadow(this.#parts, flowId, what, old);
      if (answer.status !== "ok") return answer;
      const header = answer.value;
      await shadowHeaders(this.#parts.store.records).put({ id: flowId, doc: header });
      const detail = { revision: header.revision, days: what.days };
      await auditFlow(this.#parts, flowId, { action: "shadow.begin", by: what.by, detail });
      const run = await this.#openRun(header);
      runs.set(flowId, run);
      this.#notice();
      return done(await this.#describe(run), answer.diagnostics);
    });
  }

  async get(flowId: string): Promise<Shadow | undefined> {
    const run = (await this.#exclusive(() => this.#open())).get(flowId);
    return run && this.#describe(run);
  }

  async end(flowId: string, by: string): Promise<Shadow | undefined> {
    await this.#exclusive(async () => {
      const run = (await this.#open()).get(flowId);
      if (run?.book.header.status !== "running") return;
      await run.end("stopped");
      await auditFlow(this.#parts, flowId, { action: "shadow.end", by });
      this.#notice();
    });
    return this.get(flowId);
  }

  async differences(flowId: string, query: ShadowDifferencesQuery): Promise<ShadowDifferences> {
    const { kind, nodeId, limit, after = "" } = query;
    const run = (await this.#exclusive(() => this.#open())).get(flowId);
    if (!run) return { items: [] };
    const kept = shadowDifferences(this.#parts.store.records, run.book.header.id);
    const items: KeptDifference[] = [];
    for (let afterId = after; ; ) {
      const rows = await kept.list({ afterId, limit: PAGE });
      for (const { doc } of rows) {
        if ((kind !== undefined && doc.kind !== kind) || (nodeId !== undefined && doc.nodeId !== nodeId)) continue;
        const last = items.at(-1);
        if (items.length === limit && last) return { items, next: last.id };
        items.push(doc);
      }
      if (rows.length < PAGE) return { items };
      afterId = rows.at(-1)?.id ?? afterId;
    }
  }

  async runUntilIdle(): Promise<void> {
    while (await this.#exclusive(() => this.#turn(true))) await this.#parts.waker.yield();
  }

  async #work(): Promise<void> {
    const { waker } = this.#parts;
    while (this.#isRunning) {
      this.#hasNews = false;
      const began = performance.now();
      const worked = await this.#exclusive(() => this.#turn(false));
      const took = performance.now() - began;
      await waker.yield();
      if (worked) await waker.sleep(took * ((await this.#isWorkerBehind()) ? REST_WHEN_BUSY : 1));
      else if (this.#isRunning && !this.#hasNews) await this.#news();
    }
  }

  async #isWorkerBehind(): Promise<boolean> {
    const { log } = this.#parts.store;
    try {
      return (await log.lastSeq()) - (await log.cursor(CONSUMER)) > BACKLOG;
    } catch {
      return true; // a store that cannot be read is no reason to hurry
    }
  }

  /** A piece of each. A shadow that fails is read anew, and goes on from what is written. */
  async #turn(rethrows: boolean): Promise<boolean> {
    let worked = false;
    try {
      const runs = await this.#open();
      for (const run of runs.values()) worked = (await run.piece()) || worked;
    } catch (error) {
      this.#runs = undefined;
      if (rethrows) throw error;
      this.#parts.logger?.error({ err: error }, "a shadow failed; it reads its position again and goes on");
      await this.#parts.waker.sleep(FAILURE_PAUSE_MS);
    }
    return worked;
  }

  async #open(): Promise<Map<string, ShadowRun>> {
    if (this.#runs) return this.#runs;
    const runs = new Map<string, ShadowRun>();
    for (let afterId = ""; ; ) {
      const rows = await shadowHeaders(this.#parts.store.records).list({ afterId, limit: PAGE });
      for (const { doc } of rows) runs.set(doc.flowId, await this.#openRun(doc));
      if (rows.length < PAGE) break;
      afterId = rows.at(-1)?.id ?? afterId;
    }
    this.#runs = runs;
    return runs;
  }

  async #openRun(header: ShadowHeader): Promise<ShadowRun> {
    return new ShadowRun(this.#parts, await ShadowBook.open(this.#parts.store.records, header));
  }

  async #describe({ book }: ShadowRun): Promise<Shadow> {
    const { header, totals } = book;
    return describeShadow(header, totals, Math.max(0, (await this.#parts.store.log.lastSeq()) - header.cursor));
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#lock.then(work);
    this.#lock = done.catch(() => {});
    return done;
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
}
