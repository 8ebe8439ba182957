import type { Customer, Json, JsonObject, Task, TaskOutcomeReport } from "@sopflow/schemas";
import { takesCapacity } from "../core/journey/advisor-room.js";
import { countEffect } from "../core/journey/counters.js";
import type {
  CloseTaskEffect,
  Context,
  Effect,
  EnrollmentEffect,
  ForwardEffect,
  StepInput,
  TraceEffect,
} from "../core/journey/index.js";
import { pickAdvisor } from "../core/journey/pick-advisor.js";
import { completeAdvisor } from "../core/template/index.js";
import { localDayNumber, startOfLocalDay } from "../core/time/index.js";
import type { CommitBatch, CounterDelta, CustomerHead, NewLogEntry, NewRecord, TraceRow } from "../store/index.js";
import { outgoingCall } from "../webhooks/outgoing-call.js";
import type { LedgerDraft } from "./advisor-ledger.js";
import type { AppliedCustomer } from "./apply-customer.js";
import type { OpenTask } from "./open-tasks.js";
import { staffCheckRow, staffResultRow } from "./staff-rows.js";
import { systemEvent } from "./system-event.js";

/** A document over this raises an alert once a day (FLOW-FORMAT §7). */
export const LARGE_DOCUMENT_BYTES = 65_536;

/** Lines of one write of one customer stay apart from those of any other: its version rises with each. */
const ORDINALS_PER_VERSION = 100_000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };
export type GatheredBatch = Mutable<Omit<CommitBatch, "cursor" | "enrollments" | "counters" | "rebind" | "records">> & {
  records: NewRecord[];
  rebind: { from: string; to: string }[];
  bindings: { idType: string; value: string; customerId: string }[];
  /** The customers' documents, in the order of `customers`. */
  documents: Customer[];
};

/**
 * Turns what steps did into one batch of the store. Owns what spans customers: who gets a task that names no advisor,
 * tasks that several customers share, identities, and the counters.
 *
 * G1. Everything gathered for a customer stands in the batch that writes the customer.
 * G2. Nothing here reads a clock: the same effects and the same store give the same batch.
 */
export class Gatherer {
  readonly batch: GatheredBatch = {
    customers: [],
    newTasks: [],
    taskPatches: [],
    taskCloses: [],
    trace: [],
    notifications: [],
    alerts: [],
    append: [],
    records: [],
    schedules: [],
    rebind: [],
    erase: [],
    bindings: [],
    documents: [],
  };
  readonly #enrollments = new Map<string, EnrollmentEffect & { customerId: string }>();
  readonly #counters = new Map<string, Omit<CounterDelta, "add"> & { add: number }>();
  readonly #newTasks = new Map<string, Task>();
  /** Tasks this batch closes: a shared one is closed once. */
  readonly #closed = new Set<string>();

  constructor(
    /** A task as stored; repeats itself while the store cannot answer, since half an effect must not be gathered twice. */
    private readonly loadTask: (id: string) => Promise<Task | undefined>,
    /** What is known of an open task without asking the store. */
    private readonly openTask: (id: string) => OpenTask | undefined,
    private readonly context: Context,
    readonly ledger: LedgerDraft,
    /** Log position that effects of timers and schedules are filed under. */
    private readonly seq: number,
  ) {}

  async add({
    customer,
    expectedVersion,
    wakeAt,
    isInPlace = false,
    effects,
    newIdentities,
  }: AppliedCustomer): Promise<void> {
    let ordinal = customer.version * ORDINALS_PER_VERSION;
    const left = new Map<string, number>();
    for (const { effect, input } of effects) {
      countEffect(effect, this.#count);
      if (effect.kind === "trace") {
        this.batch.trace.push(traceRow(effect, customer.id, input.seq || this.seq, ordinal));
        ordinal += 1;
        const taskId = effect.what === "withdrawn" ? effect.detail?.task : undefined;
        if (typeof taskId === "string") left.set(taskId, effect.at);
        continue;
      }
      if (effect.kind === "task.close") left.delete(effect.taskId);
      // Few effects ask the store something; a promise for each of the others would cost more than they do.
      const asked = this.#take(effect, customer, input);
      if (asked) await asked;
    }
    // Taken from this customer and not closed: shared work. Whether anybody still needs it is found out afterwards.
    for (const [taskId, at] of left) await this.#leaveShared(taskId, at);
    if (customer.status === "erased") this.batch.erase.push(customer.id);
    for (const [idType, value] of newIdentities) this.batch.bindings.push({ idType, value, customerId: customer.id });
    const text = this.#measure(customer);
    this.batch.customers.push({ customer: headOf(customer), text, expectedVersion, wakeAt, isInPlace });
    this.batch.documents.push(customer);
  }

  /** Everything gathered so far. */
  result(): Omit<CommitBatch, "cursor"> {
    const { bindings: _bindings, documents: _documents, rebind, ...batch } = this.batch;
    return {
      ...batch,
      ...(rebind.length > 0 ? { rebind } : {}),
      enrollments: [...this.#enrollments.values()].map(({ kind: _kind, ...row }) => row),
      counters: [...this.#counters.values()],
    };
  }

  #take(effect: Exclude<Effect, TraceEffect>, customer: Customer, input: StepInput): Promise<void> | undefined {
    switch (effect.kind) {
      case "enrollment":
        this.#enrollments.set(effect.id, { ...effect, customerId: customer.id });
        return undefined;
      case "task.issue":
        return this.#issue(effect.task, customer);
      case "task.close": {
        const { taskId } = effect;
        const known = this.#newTasks.get(taskId) ?? this.openTask(taskId);
        if (!known || known.scope === "advisor") return this.#closeStored(effect);
        this.#close(effect, known);
        return undefined;
      }
      case "task.patch": {
        const { kind: _kind, handedFrom, ...patch } = effect;
        if (handedFrom !== undefined && patch.advisorId !== undefined)
          this.ledger.handOver(handedFrom, patch.advisorId);
        this.batch.taskPatches.push(patch);
        return undefined;
      }
      case "task.late":
        return this.#late(effect.taskId, effect.report, customer);
      case "notify": {
        const name = effect.advisorId === undefined ? undefined : this.context.advisors.get(effect.advisorId)?.name;
        const text = name === undefined ? effect.text : completeAdvisor(effect.text, name);
        this.batch.notifications.push({ ...effect, text });
        return undefined;
      }
      case "welcome":
        return undefined; // sent by whoever took the callback, long before this
      case "webhook":
        this.batch.records.push(outgoingCall(effect));
        return;
      case "alert":
        this.batch.alerts.push(effect);
        return undefined;
      case "forward":
        this.#forward(effect, customer, input);
        return undefined;
      default:
        effect satisfies never;
        return undefined;
    }
  }

  async #issue(issued: Task, customer: Customer): Promise<void> {
    if (issued.scope === "advisor") {
      const existing = this.#newTasks.get(issued.id) ?? (await this.loadTask(issued.id));
      if (existing) {
        this.#answerShared(existing, customer.id);
        return;
      }
    }
    const advisorId =
      issued.advisorId ??
      pickAdvisor({ ...issued, ownerId: customer.advisorId }, this.context.advisors, (id) =>
        this.ledger.loadOf(id, issued.issuedAt),
      );
    const name = advisorId === undefined ? undefined : this.context.advisors.get(advisorId)?.name;
    const task: Task = {
      ...issued,
      ...(advisorId === undefined ? {} : { advisorId }),
      ...(name === undefined
        ? {}
        : { title: completeAdvisor(issued.title, name), text: completeAdvisor(issued.text, name) }),
    };
    this.#newTasks.set(task.id, task);
    this.batch.newTasks.push(task);
    const { flowId, nodeId, id: taskId, issuedAt: at } = task;
    if (advisorId === undefined) {
      const code = "advisor.none_available";
      const detail = { task: taskId, pool: issued.fallback };
      this.batch.alerts.push({ kind: "alert", code, at, customerId: customer.id, flowId, nodeId, detail });
      return;
    }
    this.ledger.issue(advisorId, at, takesCapacity(task));
    if (issued.advisorId !== undefined) return;
    const props = { taskId, advisorId };
    const id = `task.assigned/${taskId}`;
    this.#append({ customerId: customer.id, id, type: "task.assigned", at, received: at, props });
  }

  async #closeStored(close: CloseTaskEffect): Promise<void> {
    const { taskId, at, report } = close;
    const task = this.#newTasks.get(taskId) ?? (await this.loadTask(taskId));
    if (!task) return;
    const isAnswer = task.scope === "advisor" && report !== undefined;
    if (this.#close(close, task) && isAnswer) this.batch.schedules.push(staffResultRow(task, at));
  }

  /** False when it is closed already. */
  #close({ kind: _kind, flowId: _flow, nodeId: _node, ...close }: CloseTaskEffect, task: OpenTask): boolean {
    const { taskId } = close;
    if (task.state !== "open" || this.#closed.has(taskId)) return false;
    this.#closed.add(taskId);
    const gaveBack = close.state === "withdrawn" && takesCapacity(task) && this.ledger.isToday(task.issuedAt);
    if (task.advisorId !== undefined) this.ledger.close(task.advisorId, gaveBack);
    this.batch.taskCloses.push(close);
    return true;
  }

  async #leaveShared(taskId: string, at: number): Promise<void> {
    const task = this.#newTasks.get(taskId) ?? (await this.loadTask(taskId));
    if (task?.scope === "advisor" && task.state === "open") this.batch.schedules.push(staffCheckRow(task, at));
  }

  /** A shared task outlives the customer it was first issued for: a result still counts for the others. */
  async #late(taskId: string, report: TaskOutcomeReport, customer: Customer): Promise<void> {
    const task = this.#newTasks.get(taskId) ?? (await this.loadTask(taskId));
    if (!task) return;
    const isShared = task.scope === "advisor" && task.state === "open" && !this.#closed.has(taskId);
    if (!isShared || task.customerId !== customer.id) {
      if (task.scope !== "advisor") this.batch.taskPatches.push({ taskId, late: report });
      return;
    }
    this.#closed.add(taskId);
    if (task.advisorId !== undefined) this.ledger.close(task.advisorId);
    const state = report.skipReason === undefined ? "done" : "skipped";
    this.batch.taskCloses.push({ taskId, state, at: report.at, report });
    this.batch.schedules.push(staffResultRow(task, report.at));
  }

  /** A customer comes to a shared task that is answered already: the answer holds for it, too. */
  #answerShared(task: Task, customerId: string): void {
    const event = sharedResult(task, customerId);
    if (event) this.batch.append.push(event);
  }

  #forward({ customerId, id, type, at, props }: ForwardEffect, from: Customer, input: StepInput): void {
    if (type === "customer.merged") this.batch.rebind.push({ from: from.id, to: customerId });
    const isEvent = input.kind === "event";
    const received = isEvent ? Math.max(input.received, at) : at;
    const history = isEvent && input.history === true;
    this.#append({ customerId, id, type, at, received, props, history });
  }

  #append(event: Parameters<typeof systemEvent>[0]): void {
    this.batch.append.push(systemEvent(event));
  }

  /** The document's text, with its own size in it. */
  #measure(customer: Customer): string {
    // Left out of the text rather than of a copy: a copied object of forty properties takes twice as long to write.
    (customer as { sizeBytes?: number | undefined }).sizeBytes = undefined; // given its value three lines on
    const text = JSON.stringify(customer);
    const bytes = Buffer.byteLength(text);
    customer.sizeBytes = bytes;
    if (bytes > LARGE_DOCUMENT_BYTES) {
      // Alerts of the same time are one: the start of the day makes it one a day.
      const zone = this.context.settings.timezone;
      const at = startOfLocalDay(zone, localDayNumber(zone, customer.clock));
      const detail = { bytes };
      this.batch.alerts.push({ kind: "alert", code: "customer.document_large", at, customerId: customer.id, detail });
    }
    return `${text.slice(0, -1)},"sizeBytes":${bytes}}`;
  }

  readonly #count = (flowId: string, version: number, nodeId: string, metric: string, key: string): void => {
    const id = `${flowId}/${version}/${nodeId}/${metric}/${key}`;
    const known = this.#counters.get(id);
    if (known) known.add += 1;
    else this.#counters.set(id, { flowId, version, nodeId, metric, key, add: 1 });
  };
}

/** The result of a closed shared task, told to one more customer; undefined when it has none to tell. */
export function sharedResult(task: Task, customerId: string): NewLogEntry | undefined {
  const { result, state, id: taskId, flowId, nodeId, channel, purpose } = task;
  if (!result || (state !== "done" && state !== "skipped")) return undefined;
  const { at, skipReason, ...said } = result;
  const props: { [key: string]: Json | undefined } = { taskId, flowId, nodeId, channel, purpose, ...said };
  if (skipReason !== undefined) props.reason = skipReason;
  const id = `staff/${taskId}/${customerId}`;
  const type = state === "done" ? "task.completed" : "task.skipped";
  return systemEvent({ customerId, id, type, at, received: at, props: withoutUndefined(props) });
}

/** What may still be written when the document has gone on changing. */
function headOf({ id, version, name, advisorId, tier, tags, status }: Customer): CustomerHead {
  return {
    id,
    version,
    tags: [...tags],
    status,
    ...(name === undefined ? {} : { name }),
    ...(advisorId === undefined ? {} : { advisorId }),
    ...(tier === undefined ? {} : { tier }),
  };
}

function withoutUndefined(props: { readonly [key: string]: Json | undefined }): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(props)) if (value !== undefined) kept[key] = value;
  return kept;
}

function traceRow(effect: TraceEffect, customerId: string, seq: number, ordinal: number): TraceRow {
  const { what, at, flowId, version, enrollmentId, nodeId, port, rule, detail } = effect;
  const row = { customerId, enrollmentId, flowId, version, nodeId, what, at, seq, ordinal };
  if (port === undefined && rule === undefined) return detail === undefined ? row : { ...row, detail };
  const more: JsonObject = { ...detail };
  if (port !== undefined) more.port = port;
  if (rule !== undefined) more.rule = rule;
  return { ...row, detail: more };
}
