import type { Json, JsonObject, Material, Task, TaskOutcomeReport } from "@sopflow/schemas";

/** A task goes to an advisor. Without `task.advisorId` the worker picks one from the pool and logs `task.assigned`. */
export interface IssueTaskEffect {
  readonly kind: "task.issue";
  readonly task: Task;
}

/** An open task ends. */
export interface CloseTaskEffect {
  readonly kind: "task.close";
  readonly taskId: string;
  readonly flowId: string;
  readonly nodeId: string;
  readonly state: "done" | "skipped" | "expired" | "stale" | "withdrawn";
  readonly at: number;
  readonly reason?: string;
  readonly report?: TaskOutcomeReport;
}

/** A result for a task that was closed already: kept, moves nothing. */
export interface LateResultEffect {
  readonly kind: "task.late";
  readonly taskId: string;
  readonly report: TaskOutcomeReport;
}

/** Something about an open task changed without closing it. */
export interface PatchTaskEffect {
  readonly kind: "task.patch";
  readonly taskId: string;
  readonly advisorId?: string;
  /** When it changed hands: its lateness until then is not the new advisor's. */
  readonly handedAt?: number;
  /** Who had it before. */
  readonly handedFrom?: string;
  readonly postponedUntil?: number;
  /** A task that was put off closes by itself later, too. */
  readonly expiresAt?: number;
}

/** A person inside is told (notify node, alerts to the lead). */
export interface NotifyEffect {
  readonly kind: "notify";
  readonly id: string;
  readonly to: "owner" | "lead" | `advisor:${string}`;
  readonly advisorId?: string;
  readonly text: string;
  readonly customerId: string;
  readonly flowId: string;
  readonly nodeId: string;
  readonly at: number;
}

/** Another system is to be called: the worker puts it into the outbox, which answers with `webhook.answered`. */
export interface WebhookEffect {
  readonly kind: "webhook";
  /** The call's idempotency key. */
  readonly id: string;
  readonly customerId: string;
  readonly flowId: string;
  readonly version: number;
  readonly nodeId: string;
  readonly enrollmentId: string;
  readonly body: Json;
  readonly at: number;
}

/**
 * A trigger has words for a new friend. WeCom takes them within 20 seconds and by a code that only its callback knows, so
 * they are sent beside the log; the worker does nothing with them.
 */
export interface WelcomeEffect {
  readonly kind: "welcome";
  readonly flowId: string;
  readonly nodeId: string;
  readonly text: string;
  readonly materials: readonly Material[];
  readonly at: number;
}

/** Kinds of trace entry; counters and funnels are made from these and nothing else. */
export const TRACE_KINDS = [
  "entered", // an enrollment began (port: trigger node)
  "queued", // an entry waits for its turn at a throttled trigger
  "refused", // an entry was refused (detail.reason: active, reentry, limit, suppressed …)
  "arrived", // at a node
  "left", // a node by a port
  "ended", // the path ended at a node without an edge or exit node: closing begins
  "exited", // by exitWhen, exit node, friend removed, erased … (detail.reason)
  "completed", // the path ran to its end (also when closing still watches goals)
  "failed", // the enrollment ended on an error (detail.code)
  "closed", // closing is over
  "arm", // an experiment gave the enrollment an arm (port; detail.day = local day number of entry)
  "goal", // a goal was reached (detail.goal)
  "converted", // the same, at the node of each arm it was in (port; detail.goal, day)
  "planned", // a timer was set (detail.at)
  "deferred", // a task could not be issued now (detail.reason, until)
  "dropped", // a task was given up (detail.reason)
  "downgraded", // a task goes out by another channel than planned (detail.reason)
  "issued", // a task went out (detail.task)
  "withdrawn", // an open task was taken back (detail.task, reason)
  "result", // an open task was answered (detail.task, outcome)
  "stale", // a task's `where` no longer held
  "late", // an input was too late to match (detail.reason)
  "raised", // an event was raised (detail.type, props)
  "loop", // a causal chain was stopped
  "moved", // to another version or node, by a lead (detail.from, fromVersion, by)
  "skipped", // a campaign slot was passed over (detail.slot, reason)
] as const;
export type TraceKind = (typeof TRACE_KINDS)[number];

/** One line of "what happened to this customer, and why". */
export interface TraceEffect {
  readonly kind: "trace";
  readonly what: TraceKind;
  /** Logical time. */
  readonly at: number;
  readonly flowId: string;
  readonly version: number;
  readonly enrollmentId: string;
  readonly nodeId: string;
  readonly port?: string;
  /** Name of the rule that decided, where one did. */
  readonly rule?: string;
  readonly detail?: JsonObject;
}

/** The read side's row of one enrollment, whenever it moved or ended. */
export interface EnrollmentEffect {
  readonly kind: "enrollment";
  readonly id: string;
  readonly flowId: string;
  readonly version: number;
  readonly nodeId: string;
  /** `waiting`: for its turn to enter, at a throttled trigger. */
  readonly state: "waiting" | "active" | "closing" | "ended";
  readonly enteredAt: number;
  readonly since: number;
  readonly reason?: string;
}

/** Something a lead must see: a loop, a customer over its limits, a failed node. */
export interface AlertEffect {
  readonly kind: "alert";
  readonly code: string;
  readonly at: number;
  readonly customerId: string;
  readonly flowId?: string;
  readonly nodeId?: string;
  readonly detail?: Record<string, Json>;
}

/** Another customer takes part: merge moves one into another, an erasure follows it. The worker appends it to the log. */
export interface ForwardEffect {
  readonly kind: "forward";
  readonly customerId: string;
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly props: JsonObject;
}

export type Effect =
  | IssueTaskEffect
  | CloseTaskEffect
  | LateResultEffect
  | PatchTaskEffect
  | NotifyEffect
  | WelcomeEffect
  | WebhookEffect
  | TraceEffect
  | EnrollmentEffect
  | AlertEffect
  | ForwardEffect;
