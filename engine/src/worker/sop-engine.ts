import type { ErrorCode, Task, TaskOutcomeReport, Text } from "@sopflow/schemas";
import type { Effect } from "../core/journey/index.js";
import type { CounterDelta } from "../store/port.js";

/** Who stands behind posted events: outside systems with an intake key, or the product itself. */
export interface PostOptions {
  readonly origin: "intake" | "system";
  /** When they were taken, epoch ms (default: now). Lateness and dedupe count from it. */
  readonly received?: number;
  /** They update profiles and match nothing, whatever they say themselves. */
  readonly history?: boolean;
}

/** What became of one posted event. `duplicate` is no error: it is on record already. */
export type PostAnswer =
  | { readonly status: "accepted"; readonly seq: number; readonly customerId: string }
  | { readonly status: "duplicate"; readonly customerId: string }
  | {
      readonly status: "rejected";
      readonly code: ErrorCode;
      readonly message: Text;
      /** Dotted place in the event, where one is at fault. */
      readonly path?: string;
    };

interface ReportBase {
  /** Who says so: an advisor's id, or the key's. */
  readonly by: string;
  /** When it was said, epoch ms. */
  readonly at: number;
  /** The same report with the same request id counts once. */
  readonly requestId: string;
  readonly note?: string;
}

/** What an advisor did with a task. */
export type TaskReport =
  | (ReportBase & { readonly kind: "complete" } & Pick<
        TaskOutcomeReport,
        "outcome" | "contact" | "intent" | "fields" | "evidence"
      >)
  | (ReportBase & { readonly kind: "skip"; readonly reason: string })
  | (ReportBase & { readonly kind: "postpone" /** Epoch ms. */; readonly until: number })
  | (ReportBase & { readonly kind: "open" });

/**
 * `accepted`: durable, the worker takes it from there. `late`: the task is closed; the result is kept and moves nothing.
 * `duplicate`: this request was on record already.
 */
export type TaskReportAnswer =
  | { readonly status: "accepted" | "duplicate" }
  | { readonly status: "late"; readonly code: ErrorCode; readonly message: Text; readonly state: Task["state"] }
  | { readonly status: "rejected"; readonly code: ErrorCode; readonly message: Text; readonly path?: string };

/** What one commit of the worker touched: enough for a page to know what to read again. */
export interface CommitSummary {
  /** Position of the log that is applied now. */
  readonly seq: number;
  readonly customerIds: readonly string[];
  readonly flowIds: readonly string[];
  readonly taskIds: readonly string[];
  readonly counters: readonly CounterDelta[];
}

export interface EngineHealth {
  readonly state: "stopped" | "running" | "stopping";
  /** How long the oldest entry that is not applied has been waiting, ms; 0 when none is. */
  readonly lagMs: number;
  /** Entries of the log that are not applied yet. */
  readonly backlog: number;
  /** Customers whose timers are due and not served yet; counted up to 1,000. */
  readonly dueBacklog: number;
  /** Epoch ms of the last commit; absent before the first. */
  readonly lastCommitAt?: number;
  /** The store could not be written at the last try. */
  readonly storeError?: string;
}

/** The engine of one brand: takes events in, runs the flows, and is the only one that writes customers and tasks. */
export interface SopEngine {
  /** Loads what is published and begins to work, from where the last run ended. */
  start(): Promise<void>;
  /** Finishes the batch in flight and rests. Nothing is lost; what was accepted waits in the log. */
  stop(): Promise<void>;
  /**
   * Takes events in, each answered on its own and in order; resolves when the accepted ones are durable. Rejects with
   * `StoreError` when the store cannot take them: then none was accepted, and the same call may be repeated.
   */
  post(events: readonly unknown[], options: PostOptions): Promise<PostAnswer[]>;
  /** Takes an advisor's word on a task, after checking it against the task. */
  reportTask(taskId: string, report: TaskReport): Promise<TaskReportAnswer>;
  /** What an event would do if it were applied now, in memory only. What must not wait for the log rests on this. */
  foresee(event: unknown): Promise<readonly Effect[]>;
  /**
   * To be called after flows, settings, products, advisors or the taxonomy were changed in the store, so that the change
   * counts at once. It would be noticed within some seconds anyway.
   */
  contextChanged(): Promise<void>;
  /** Lets a customer on hold go on: its inputs that waited are applied in order. */
  release(customerId: string, by: string): Promise<{ readonly status: "accepted" | "not_held" | "not_found" }>;
  /** Lets a step go on that issued too much within an hour and was stopped. */
  releaseStep(flowId: string, nodeId: string, by: string): Promise<{ readonly status: "accepted" | "not_stopped" }>;
  /** Applies everything in the log, and serves every timer and schedule that is due by the clock. Also while stopped. */
  runUntilIdle(): Promise<void>;
  /** Calls back after each commit. Returns how to stop that. A listener that throws is logged and otherwise ignored. */
  onCommit(listener: (summary: CommitSummary) => void): () => void;
  health(): Promise<EngineHealth>;
}

/** The few levels of a logger that the engine uses (pino's signature). */
export interface EngineLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
