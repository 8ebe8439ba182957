import { randomUUID } from "node:crypto";
import { type Backtest, backtestSchema, brandSettingsSchema } from "@sopflow/schemas";
import type { CompiledFlow } from "../../core/flow/index.js";
import { type Store, type TypedRecord, typedRecords } from "../../store/index.js";
import type { Clock } from "../../worker/clock.js";
import { compareInThread } from "./compare-in-thread.js";
import { readStoredHistory } from "./stored-history.js";

/** Results of a flow that are kept; older ones go when a new one begins. */
const KEPT = 10;

export interface BacktestStart {
  readonly flowId: string;
  readonly revision: number;
  readonly draft: CompiledFlow;
  readonly live?: CompiledFlow | undefined;
  readonly by: string;
}

/** Back-tests of drafts on the history that the store has: one at a time, the others wait in line. */
export interface Backtests {
  /** Begins one, or puts it in line; one of the same flow that has not ended is answered instead. */
  start(what: BacktestStart): Promise<Backtest>;
  /** Newest first. */
  list(flowId: string): Promise<Backtest[]>;
  /** Ends one that waits or runs; false when there is none. */
  cancel(flowId: string, id: string): Promise<boolean>;
  /** Resolves when nothing runs or waits. */
  settled(): Promise<void>;
  /** Cancels everything: the process ends. */
  close(): Promise<void>;
}

interface Job {
  row: Backtest;
  readonly what: BacktestStart;
  readonly stop: AbortController;
}

/** The queue lives as long as the process; what it left unfinished shows as failed afterwards. */
export function createBacktests(store: Pick<Store, "log" | "brand" | "records">, clock: Clock): Backtests {
  const records = typedRecords(store.records, "flow.backtest", backtestSchema);
  const jobs = new Map<string, Job>();
  let line: Promise<void> = Promise.resolve();

  const write = (job: Job, change: Partial<Backtest>) => {
    job.row = { ...job.row, ...change };
    return records.put({ id: job.row.id, owner: job.row.flowId, doc: job.row });
  };

  async function run(job: Job): Promise<void> {
    const { signal } = job.stop;
    try {
      signal.throwIfAborted();
      await write(job, { status: "running" });
      const { events, isCut } = await readStoredHistory(store, signal);
      const until = clock.now();
      const work = {
        events,
        until,
        draft: job.what.draft,
        ...(job.what.live && { live: job.what.live }),
        settings: (await store.brand.settings()) ?? brandSettingsSchema.parse({}),
        products: await store.brand.products(),
        advisors: await store.brand.advisors(),
        taxonomy: (await store.brand.taxonomy()) ?? { groups: [] },
      };
      const onProgress = (share: number) => {
        job.row = { ...job.row, progress: Math.min(1, share) };
      };
      const { customers, draft, live } = await compareInThread(work, onProgress, signal);
      const from = events.reduce((first, { at }) => Math.min(first, at), until);
      const history = { from, until, events: events.length, customers, isCut };
      const ended = { status: "done", progress: 1, finishedAt: clock.now() } as const;
      await write(job, { ...ended, history, draft, ...(live && { live }) });
    } catch {
      await write(job, { status: signal.aborted ? "cancelled" : "failed", finishedAt: clock.now() });
    } finally {
      jobs.delete(job.row.id);
    }
  }

  const current = ({ doc }: TypedRecord<Backtest>): Backtest => {
    const job = jobs.get(doc.id);
    if (job) return job.row;
    // Its process ended before it did.
    return doc.status === "queued" || doc.status === "running" ? { ...doc, status: "failed" } : doc;
  };
  const list = async (flowId: string) => {
    const rows = await records.list({ owner: flowId, limit: 100 });
    return rows.map(current).sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  };
  return {
    list,
    async start(what) {
      for (const { row } of jobs.values()) if (row.flowId === what.flowId) return row;
      const { flowId, revision, by } = what;
      const row = {
        id: randomUUID(),
        flowId,
        revision,
        by,
        status: "queued",
        progress: 0,
        createdAt: clock.now(),
      } as const;
      const job: Job = { row, what, stop: new AbortController() };
      jobs.set(row.id, job);
      await write(job, {});
      for (const old of (await list(flowId)).slice(KEPT)) await records.put({ id: old.id });
      line = line.then(() => run(job)).catch(() => {});
      return job.row;
    },
    async cancel(flowId, id) {
      const job = jobs.get(id);
      if (job?.row.flowId !== flowId) return false;
      job.stop.abort();
      if (job.row.status === "queued") await write(job, { status: "cancelled", finishedAt: clock.now() });
      return true;
    },
    settled: () => line,
    async close() {
      for (const { stop } of jobs.values()) stop.abort();
      await line;
    },
  };
}
