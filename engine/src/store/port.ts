import type {
  Advisor,
  BrandSettings,
  Customer,
  Flow,
  FlowTurn,
  InsidePlan,
  JsonObject,
  Product,
  Task,
  TaskOutcomeReport,
  TaskState,
  Taxonomy,
} from "@sopflow/schemas";
import type { CompiledFlow, FlowState } from "../core/flow/program.js";
import type { AlertEffect, NotifyEffect, TraceKind } from "../core/journey/effect.js";
import type { AccessStore } from "./access-port.js";
import type { NewRecord, RecordStore } from "./record-port.js";
import type { ScheduleRow, ScheduleStore } from "./schedule-port.js";

export type * from "./access-port.js";
export type * from "./record-port.js";
export type * from "./schedule-port.js";

/**
 * The store port: the product's own words, no SQL and no MQL. One contract suite runs on every implementation.
 * All times are epoch ms. Every method may reject with `StoreError`; a rejected write has written nothing.
 *
 * Invariants:
 *  P1. `log.append` returns only after its entries are durable.
 *  P2. `commit` is all or nothing, and refuses (`ConflictError`) when any customer's stored version is not the expected one.
 *  P3. Writing the same effect twice (same id) writes it once.
 *  P4. Only the worker calls `commit`; everybody else appends to the log.
 */
export interface Store {
  readonly log: LogStore;
  readonly customers: CustomerStore;
  readonly tasks: TaskStore;
  readonly flows: FlowStore;
  readonly brand: BrandStore;
  readonly access: AccessStore;
  readonly schedules: ScheduleStore;
  readonly readSide: ReadSideStore;
  readonly records: RecordStore;
  /** One batch of the worker, atomically (P2). It can be read when this resolves, and is durable when `durable` says so. */
  commit(batch: CommitBatch): Promise<void>;
  /**
   * True when `commit` has taken all it needs of a batch before it returns its promise: the worker then works out the
   * next one meanwhile, on documents that go on changing.
   */
  readonly commitsAside: boolean;
  /**
   * Resolves when all that was committed before this call is durable. What is durable has everything committed before it
   * durable, too. Rejects when the disk did not take it; then the store writes nothing any more.
   */
  durable(): Promise<void>;
  /** Values of small facts about the installation (install id, demo seeded, …). */
  getMeta(key: string): Promise<string | undefined>;
  setMeta(key: string, value: string): Promise<void>;
  close(): Promise<void>;
}

export type LogKind = "event" | "tick" | "schedule" | "published" | "release";

export interface NewLogEntry {
  readonly kind: LogKind;
  /** Absent for ticks and other entries that concern no single customer. */
  readonly customerId?: string;
  /** The input's id. */
  readonly id: string;
  /** Unique keys: the entry is a duplicate when any of them was taken before. */
  readonly dedupe: readonly DedupeKey[];
  readonly at: number;
  readonly received: number;
  readonly type: string;
  readonly source: string;
  readonly body: JsonObject;
  readonly history?: boolean;
}

/** `until` absent = for ever (orders); else the key no longer holds against an entry received at or after it. */
export interface DedupeKey {
  readonly key: string;
  readonly until?: number;
}

export interface LogEntry extends Omit<NewLogEntry, "dedupe"> {
  /** Position: strictly rising, never reused. */
  readonly seq: number;
  readonly partition: number;
}

export type AppendResult = { readonly status: "accepted"; readonly seq: number } | { readonly status: "duplicate" };

export interface LogStore {
  /** Appends in order, in one durable transaction; each entry is answered on its own. */
  append(entries: readonly NewLogEntry[]): Promise<AppendResult[]>;
  /** Entries with seq > after, in order. */
  read(after: number, limit: number): Promise<LogEntry[]>;
  /** Highest seq ever given, 0 when empty. */
  lastSeq(): Promise<number>;
  /** Position up to which the consumer has committed. */
  cursor(consumer: string): Promise<number>;
  /** One customer's entries, newest first, for the timeline. */
  byCustomer(customerId: string, page: Page): Promise<LogEntry[]>;
  /**
   * Deletes from the oldest entry up to the first that some consumer has not passed or that was received at or after
   * `before`, and dedupe keys whose `until` is at or before `now` (default `before`); at most `limit` rows. Returns how
   * many.
   */
  trim(before: number, limit: number, now?: number): Promise<number>;
}

export interface Page {
  readonly limit: number;
  /** `seq` of the last item of the previous page (log, trace), `at` of it (audit). */
  readonly before?: number;
}

export interface CustomerFilter {
  /** Part of the name (ASCII letters in either case), or a whole customer id or identity value. */
  readonly text?: string;
  readonly tag?: string;
  readonly tier?: string;
  readonly advisorId?: string;
  readonly limit: number;
  readonly afterId?: string;
}

export interface CustomerSummary {
  readonly id: string;
  readonly name?: string;
  readonly advisorId?: string;
  readonly tier?: string;
  readonly stage?: string;
  readonly tags: readonly string[];
  readonly status: Customer["status"];
  readonly orderCount: number;
  readonly spend: number;
  readonly activityAt?: number;
}

export interface IdentityBinding {
  readonly idType: string;
  readonly value: string;
  readonly customerId: string;
}

export interface CustomerStore {
  /** Those that exist, by id. The caller owns the documents. */
  load(ids: readonly string[]): Promise<Map<string, Customer>>;
  /** Customers whose earliest timer is due at or before `before`, earliest first. Held and paused ones never show. */
  due(before: number, limit: number): Promise<{ id: string; wakeAt: number }[]>;
  /** Earliest `wakeAt` of all, undefined when nobody waits. */
  nextWake(): Promise<number | undefined>;
  /** Ids in order, for schedule runs and publishes. */
  pageIds(afterId: string, limit: number): Promise<string[]>;
  /** Finds the customer of an identity; undefined when unknown. */
  resolve(idType: string, value: string): Promise<string | undefined>;
  /** Binds an identity to a customer unless it is bound already; returns the customer that holds it afterwards. Durable. */
  bindIdentity(idType: string, value: string, customerId: string): Promise<string>;
  /** The same for many, in order and in one write; one holder for each. Durable when `durable` says so. */
  bindIdentities(bindings: readonly IdentityBinding[]): Promise<string[]>;
  /** Ordered by id. Erased and merged ones are left out. */
  list(filter: CustomerFilter): Promise<CustomerSummary[]>;
  count(): Promise<number>;
}

/** What a store keeps beside a customer's document. */
export type CustomerHead = Pick<Customer, "id" | "version" | "name" | "advisorId" | "tier" | "tags" | "status">;

export type CustomerWrite = (
  | { readonly customer: Customer; readonly text?: string }
  /** The document as JSON, where the caller has made it to measure it: a tenth of a commit's time is not spent twice. */
  | { readonly customer: CustomerHead; readonly text: string }
) & {
  /** Stored version it must replace; 0 = must not exist. */
  readonly expectedVersion: number;
  /** Earliest timer, or null when nothing is due (also while held). */
  readonly wakeAt: number | null;
  /** Timer and advisor are probably as stored: a hint, so that a store may try first to leave its indexes alone. */
  readonly isInPlace?: boolean;
};

/** Closes an open task; a task that is closed already, or gone, stays as it is. */
export interface TaskClose {
  readonly taskId: string;
  readonly state: Exclude<TaskState, "open">;
  readonly at: number;
  readonly reason?: string;
  readonly report?: TaskOutcomeReport;
}

/** Changes a task in any state; one that is gone stays gone. The same `late` report twice is kept once. */
export interface TaskPatch {
  readonly taskId: string;
  readonly advisorId?: string;
  /** When it changes hands, epoch ms: the task then remembers who had it until then. */
  readonly handedAt?: number;
  readonly postponedUntil?: number;
  readonly expiresAt?: number;
  readonly late?: TaskOutcomeReport;
}

export interface EnrollmentRow {
  readonly id: string;
  readonly customerId: string;
  readonly flowId: string;
  readonly version: number;
  readonly nodeId: string;
  /** `waiting`: for its turn to enter, at a throttled trigger. */
  readonly state: "waiting" | "active" | "closing" | "ended";
  readonly enteredAt: number;
  readonly since: number;
  readonly reason?: string;
}

export interface TraceRow {
  readonly customerId: string;
  readonly enrollmentId: string;
  readonly flowId: string;
  readonly version: number;
  readonly nodeId: string;
  readonly what: TraceKind;
  readonly at: number;
  /** Log position of the input that caused it, and its place among that input's lines. */
  readonly seq: number;
  readonly ordinal: number;
  readonly detail?: JsonObject;
}

/** A trace line as it is searched for at a step: by its kind, one that left by its port as well. */
export type StepMark =
  | Extract<
      TraceKind,
      | "entered"
      | "refused"
      | "arrived"
      | "completed"
      | "exited"
      | "failed"
      | "deferred"
      | "downgraded"
      | "dropped"
      | "stale"
    >
  | `left:${string}`
  | ArmMark;

/** An arm of an experiment in one version: `arm:<version>:<arm>`. */
export type ArmMark = `arm:${number}:${string}`;

export interface StepTraceQuery {
  readonly flowId: string;
  readonly nodeId: string;
  /** Lines that have one of these. */
  readonly marks: readonly [StepMark, StepMark?, StepMark?];
  /** Inputs, at least 1. The lines of one input are never parted, so the page may be longer. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly before?: StepTracePage["next"];
}

/** An input of a customer in the trace. */
export interface TracePlace {
  readonly seq: number;
  readonly customerId: string;
}

export interface StepTracePage {
  /** Newest input first, its lines in their order. */
  readonly rows: readonly TraceRow[];
  /** Absent on the last page. A page with it may hold fewer than asked for, even none. */
  readonly next?: TracePlace;
}

/**
 * A count that the batch adds to. It has no id: that it is added once rests on P2, so a batch with counters has the
 * customers that caused them: people entered, arrived, left by a port, exited by a reason, tasks by state …
 */
export interface CounterDelta {
  readonly flowId: string;
  readonly version: number;
  readonly nodeId: string;
  readonly metric: string;
  /** Port, exit reason or other detail; "" where there is none. */
  readonly key: string;
  readonly add: number;
}

export interface CommitBatch {
  /** The consumer's new position. */
  readonly cursor?: { readonly consumer: string; readonly seq: number };
  readonly customers: readonly CustomerWrite[];
  readonly newTasks: readonly Task[];
  readonly taskPatches: readonly TaskPatch[];
  readonly taskCloses: readonly TaskClose[];
  readonly enrollments: readonly EnrollmentRow[];
  readonly trace: readonly TraceRow[];
  readonly counters: readonly CounterDelta[];
  readonly notifications: readonly NotifyEffect[];
  readonly alerts: readonly AlertEffect[];
  /** Inputs that this batch raised (task.assigned, merges); appended behind everything that is in the log. */
  readonly append: readonly NewLogEntry[];
  /** Records that begin with this batch: calls to other systems. One that is there already stays as it is (P3). */
  readonly records?: readonly NewRecord[];
  /** Schedules whose cursor or next time moved. */
  readonly schedules: readonly ScheduleRow[];
  /** Merged people: identities that led to `from` lead to `to` from now on. */
  readonly rebind?: readonly { readonly from: string; readonly to: string }[];
  /**
   * Erased people: everything of theirs goes, in this transaction and after all its other writes. Their log entries keep
   * position and dedupe keys, and lose customer and body: a consumer that still has them before it passes over an
   * "event" entry without a customer.
   */
  readonly erase: readonly string[];
}

export interface TaskQuery {
  readonly advisorId?: string;
  readonly customerId?: string;
  readonly flowId?: string;
  readonly nodeId?: string;
  readonly states?: readonly TaskState[];
  /** Deadlines at or after it. */
  readonly dueFrom?: number;
  readonly dueBefore?: number;
  /** The latest deadline first. */
  readonly latestFirst?: boolean;
  /** Closed at or after it; open tasks never match. */
  readonly closedFrom?: number;
  readonly closedBefore?: number;
  readonly limit: number;
  /** Id of the last task of the previous page. */
  readonly after?: string;
}

export interface TaskStore {
  /** Ordered by dueAt, then id; both from the end with `latestFirst`. */
  query(query: TaskQuery): Promise<Task[]>;
  get(id: string): Promise<Task | undefined>;
  /** Those that exist, in no order. */
  load(ids: readonly string[]): Promise<Task[]>;
  /** Open tasks of each advisor, and tasks issued to each since `since`: what the picker needs. */
  loads(since: number): Promise<Map<string, { open: number; issued: number }>>;
  /** Tasks issued since `since` by step and hour (epoch ms / 3,600,000); of one step, or of all. */
  issuedByHour(
    since: number,
    step?: { readonly flowId: string; readonly nodeId: string },
  ): Promise<{ flowId: string; nodeId: string; hour: number; count: number }[]>;
  /**
   * Of the tasks issued since `since`, each advisor's proactive chats and calls that were not withdrawn; those that another
   * task's visit does (`sameVisit`) are left out.
   */
  proactive(since: number): Promise<Map<string, number>>;
  count(query: Omit<TaskQuery, "limit" | "after" | "latestFirst">): Promise<number>;
  /** Tasks of a flow by step and state, of all versions, in no order. */
  countByNode(flowId: string): Promise<{ nodeId: string; state: TaskState; count: number }[]>;
}

export interface FlowDraft {
  readonly flowId: string;
  readonly flow: Flow;
  /** Rises with every save; a save names the one it was made from. */
  readonly revision: number;
  readonly updatedAt: number;
  readonly updatedBy: string;
  readonly state: FlowState | "draft";
  readonly publishedVersion?: number;
  /** Its pauses and how they ended; absent before the first. */
  readonly turn?: FlowTurn;
}

export interface FlowVersion {
  readonly flowId: string;
  readonly version: number;
  readonly flow: Flow;
  readonly compiled: CompiledFlow;
  readonly publishedAt: number;
  readonly publishedBy: string;
  /** What was chosen for people in earlier versions; absent = everybody stays. */
  readonly inside?: InsidePlan;
}

/** A flow with the versions that still count. */
export interface PublishedVersions {
  readonly state: FlowState;
  readonly newest: number;
  readonly versions: readonly FlowVersion[];
  readonly turn?: FlowTurn;
}

export interface FlowStore {
  list(): Promise<FlowDraft[]>;
  get(flowId: string): Promise<FlowDraft | undefined>;
  /** Creates (revision 0) or replaces; rejects with `ConflictError` when `expectedRevision` is not the stored one. */
  save(draft: { flow: Flow; expectedRevision: number; at: number; by: string }): Promise<FlowDraft>;
  /**
   * Stores an immutable version and makes the flow live, in one write. `turn` replaces the one that is there; absent = it
   * stays. `ConflictError` when that version exists.
   */
  publish(version: FlowVersion, turn?: FlowTurn): Promise<void>;
  /** `turn` as in `publish`. `ConflictError` when the flow was never published. */
  setState(flowId: string, state: FlowState, at: number, by: string, turn?: FlowTurn): Promise<void>;
  /** Oldest first. */
  versions(flowId: string): Promise<FlowVersion[]>;
  version(flowId: string, version: number): Promise<FlowVersion | undefined>;
  /** Rises with every `publish` and `setState`, so that the worker notices. */
  revision(): Promise<number>;
  /**
   * Newest version of every live or paused flow, and every other version (of archived flows too) in which people still
   * stand. Versions ascend.
   */
  published(): Promise<PublishedVersions[]>;
  audit(entry: AuditEntry): Promise<void>;
  /** Newest first. A page never parts entries of the same `at`, so it may be longer than its limit. */
  auditOf(subject: string, page: Page): Promise<AuditEntry[]>;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  /** `flow:<id>`, `settings`, `key:<id>` … */
  readonly subject: string;
  readonly action: string;
  readonly detail?: JsonObject;
}

/** Brand data; each save replaces the whole. Every write raises `revision()`, so that the worker notices. */
export interface BrandStore {
  revision(): Promise<number>;
  settings(): Promise<BrandSettings | undefined>;
  saveSettings(settings: BrandSettings): Promise<void>;
  taxonomy(): Promise<Taxonomy | undefined>;
  saveTaxonomy(taxonomy: Taxonomy): Promise<void>;
  products(): Promise<Product[]>;
  saveProducts(products: readonly Product[]): Promise<void>;
  advisors(): Promise<Advisor[]>;
  saveAdvisors(advisors: readonly Advisor[]): Promise<void>;
}

export interface ReadSideStore {
  /** Every counter of a flow, over all versions or one. */
  counters(flowId: string, version?: number): Promise<CounterDelta[]>;
  /** People standing on each node of each version now, in closing, and waiting for their turn to enter. */
  standing(
    flowId: string,
  ): Promise<{ version: number; nodeId: string; state: "waiting" | "active" | "closing"; count: number }[]>;
  enrollments(query: {
    flowId: string;
    version?: number;
    nodeId?: string;
    state?: EnrollmentRow["state"];
    limit: number;
    /** Last row of the previous page; rows are ordered by customer, then id. */
    after?: { readonly customerId: string; readonly id: string };
  }): Promise<EnrollmentRow[]>;
  /** How many such rows there are. */
  countEnrollments(query: {
    flowId: string;
    version?: number;
    nodeId?: string;
    state?: EnrollmentRow["state"];
  }): Promise<number>;
  /** Newest input first, its lines in their order. A page never parts the lines of one input, so it may be longer than its limit. */
  trace(customerId: string, page: Page): Promise<TraceRow[]>;
  /**
   * What happened at a step, in all versions: the lines that its counters count, without those of erased people, whom
   * counters still count.
   */
  stepTrace(query: StepTraceQuery): Promise<StepTracePage>;
  /**
   * Deletes inputs of the trace whose last line is from before `before` (epoch ms), customer by customer, with what finds
   * them by step; counters stay. Looks at no more than `limit` inputs and goes on behind `from`, the `next` of the call
   * before; without `next` it has been through all.
   */
  trimTrace(before: number, limit: number, from?: TracePlace): Promise<{ removed: number; next?: TracePlace }>;
  /** Newest first. `advisor:<id>` also finds what that advisor was told as owner. */
  notifications(query: { to?: string; limit: number }): Promise<NotifyEffect[]>;
  /** Newest first. */
  alerts(limit: number): Promise<AlertEffect[]>;
  /**
   * Replaces all enrollment rows by the given ones: `sopflow reindex` feeds it page by page, while no worker runs. When
   * the rows break off, the old ones stay.
   */
  rebuildEnrollments(rows: AsyncIterable<EnrollmentRow>): Promise<void>;
}
