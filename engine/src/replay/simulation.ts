import type { Customer, Task } from "@sopflow/schemas";
import { takesCapacity } from "../core/journey/advisor-room.js";
import type { Context } from "../core/journey/context.js";
import type { CloseTaskEffect, Effect, ForwardEffect, WebhookEffect } from "../core/journey/effect.js";
import { isLevelFall } from "../core/journey/handle-event.js";
import type { StepInput, TickInput } from "../core/journey/input.js";
import { partitionOf } from "../core/journey/partition.js";
import { type AdvisorLoad, pickAdvisor } from "../core/journey/pick-advisor.js";
import { applyInput } from "../core/journey/step.js";
import { assignedInput } from "../core/journey/task-answer.js";
import { newCustomer } from "../core/profile/index.js";
import { localDayNumber } from "../core/time/index.js";
import { EntryTurns } from "./entry-turns.js";
import type { ReportTally } from "./report-tally.js";
import { SharedTasks } from "./shared-tasks.js";
import type { PlanResult, ResultEvent } from "./task-results.js";
import { areFallsUnheard, earliestHeard } from "./unheard-falls.js";
import { WakeHeap } from "./wake-heap.js";

/** A tick that changes nothing this often in a row would go on for ever. */
const MAX_TICKS_AT_ONE_TIME = 1_000;

/** Distributes over the kinds of input. */
type Mutable<T> = T extends unknown ? { -readonly [K in keyof T]: T[K] } : never;

interface PlannedReport {
  readonly owner: number;
  readonly taskId: string;
  readonly event: ResultEvent;
  readonly joins: boolean;
}

interface OpenTask {
  readonly advisorId: string | undefined;
}

/**
 * Customers in memory, moved by inputs and their own timers: what the worker is live, without store and log.
 *
 * S1. Inputs are given in order of time. A customer's timers due at or before its input run first, each at its own time.
 * S2. Where customers depend on each other (advisors share the work, results come back, so many enter a day) timers run over all customers in
 *     order of due time, then of customer id. Else each customer's wait for its next input: the result is the same, and
 *     a customer is looked at once instead of at every timer.
 *     Falls that nobody hears wait for that input (`areFallsUnheard`), or for the end.
 * S3. Real time is the logical time: `now` of a tick is 0, so that no timer counts as served late.
 * S4. Documents are changed in place. After a fault the customer is put aside and takes no more inputs.
 * S5. Effects are counted and dropped.
 */
export class Simulation {
  readonly #customers: (Customer | undefined)[] = [];
  readonly #wakes = new WakeHeap();
  readonly #openTasks = new Map<string, OpenTask>();
  readonly #loads = new Map<string, { open: number; issued: number; proactive: number; day: number }>();
  readonly #shared = new SharedTasks();
  readonly #forwards: ForwardEffect[] = [];
  readonly #results: PlannedReport[] = [];
  readonly #resultTimes = new WakeHeap();
  /** One tick for all, since half a million of them are made of nothing but their time. */
  readonly #tick: Mutable<TickInput> = { kind: "tick", id: "tick", seq: 0, at: 0, now: 0 };
  readonly #turns = new EntryTurns();
  readonly #sharesWork: boolean;
  #isFilling = false;
  #seq = 0;
  #roomy: { readonly of: Context; readonly context: Context } | undefined;
  /** Told before each step of a customer: what was worked out of it is out of date. */
  onChange: ((owner: number) => void) | undefined;
  /** Given every task that goes out, with whom it goes to. */
  onTask: ((task: Task) => void) | undefined;
  held = 0;
  /** The first fault of the product, for whoever looks into it. */
  firstFault: unknown;

  /** `ids`: every customer there will be, in ascending order; their index names them from then on. */
  constructor(
    readonly ids: readonly string[],
    /** Flows and settings in force; swapped when flows go live in the middle of history. */
    public context: Context,
    readonly tally: ReportTally,
    readonly planResult: PlanResult | undefined,
  ) {
    this.#sharesWork = context.advisors.size > 0 || planResult !== undefined;
  }

  /** S2: customers depend on each other. */
  get #ordered(): boolean {
    return this.#sharesWork || this.context.flows.throttles.size > 0;
  }

  /** Runs something that asks many customers at one moment: nobody's turn to enter comes before all were asked. */
  askMany(work: () => void): void {
    this.#isFilling = true;
    work();
    this.#isFilling = false;
  }

  /** The customers that exist, by number. */
  *customers(): Generator<[owner: number, customer: Customer]> {
    for (const [owner, customer] of this.#customers.entries()) if (customer) yield [owner, customer];
  }

  /** The customer of a number, if there is one yet. */
  customer(owner: number): Customer | undefined {
    return this.#customers[owner];
  }

  /** Creates a customer unless it is there. */
  create(owner: number, at: number, bound: boolean): void {
    if (this.#customers[owner]) return;
    const id = this.ids[owner];
    if (id === undefined) throw new RangeError(`customer ${owner} is not among those announced`);
    const customer = newCustomer(id, partitionOf(id), at);
    customer.bound = bound;
    this.#customers[owner] = customer;
  }

  /** Time has come to `at`: what must happen in order over all customers happens now (S2). */
  advanceTo(at: number): void {
    if (this.#ordered) this.#runInOrder(at);
  }

  /** Serves every timer and task result due at or before `at`, also those that nobody hears. */
  catchUpWholly(at: number): void {
    this.catchUp(at);
    for (const [owner, customer] of this.customers()) {
      if (this.#wakes.timeOf(owner) <= at || !customer.timers.some((timer) => timer.at <= at)) continue;
      this.#wakes.set(owner, at);
      this.#serveTimers(owner, at);
    }
  }

  /** Serves every timer and task result due at or before `at` that anybody may hear of. */
  catchUp(at: number): void {
    this.advanceTo(at);
    for (
      let owner = this.#wakes.peek();
      owner !== undefined && this.#wakes.nextTime() <= at;
      owner = this.#wakes.peek()
    ) {
      this.#serveTimers(owner, at);
    }
  }

  /**
   * Applies an input to a customer that exists; one who is put aside ignores it. Its position in the log is written into
   * it at last, since what is due before it comes before it there, too.
   */
  apply(owner: number, input: Mutable<StepInput>): void {
    this.advanceTo(input.at);
    this.#serveTimers(owner, input.at);
    this.#step(owner, input);
    this.#deliverForwards();
  }

  #runInOrder(until: number): void {
    for (;;) {
      const wake = this.#wakes.nextTime();
      const result = this.#resultTimes.nextTime();
      const turn = this.#isFilling ? Number.POSITIVE_INFINITY : this.#turns.nextTime();
      if (Math.min(wake, result, turn) > until) return;
      const owner = this.#wakes.peek();
      if (turn < wake && turn < result) this.#letIn(turn);
      else if (wake <= result && owner !== undefined) this.#serveTimers(owner, wake);
      else this.#takeResult();
    }
  }

  #serveTimers(owner: number, until: number): void {
    for (let ticks = 0; this.#wakes.timeOf(owner) <= until; ticks += 1) {
      if (ticks === MAX_TICKS_AT_ONE_TIME) {
        this.#hold(owner, new Error(`customer ${this.ids[owner]} wakes at ${until} again and again`));
        return;
      }
      this.#tick.at = until;
      this.#step(owner, this.#tick);
      this.#deliverForwards();
    }
  }

  #step(owner: number, input: Mutable<StepInput>): void {
    const customer = this.#customers[owner];
    if (!customer || customer.status === "held") return;
    // Ticks have no position: they are many, and none is ever told twice.
    if (input.kind !== "tick") {
      this.#seq += 1;
      input.seq = this.#seq;
    }
    try {
      const { effects, wakeAt } = applyInput(customer, input, this.#contextWithRoom());
      this.#wakes.set(owner, this.#mayWait(customer) ? earliestHeard(customer) : wakeAt);
      if (input.kind !== "tick" || !areFalls(effects)) this.onChange?.(owner);
      for (const effect of effects) {
        if (effect.kind === "task.issue") this.#issued(owner, customer, effect.task);
        else if (effect.kind === "task.close") this.#closed(effect);
        else if (effect.kind === "webhook") this.#answer(owner, effect);
        else if (effect.kind === "forward") this.#forwards.push(effect);
        else if (effect.kind === "enrollment") {
          if (this.context.flows.throttles.size > 0) this.#turns.note(customer.id, effect);
        } else {
          this.tally.count(effect);
          if (effect.kind === "trace" && effect.what === "withdrawn") this.#left(owner, effect.detail?.task);
        }
      }
    } catch (error) {
      this.#hold(owner, error);
    }
  }

  /** What live has from its ledger: how full each advisor's day is. */
  #contextWithRoom(): Context {
    if (this.#roomy?.of === this.context) return this.#roomy.context;
    const zone = this.context.settings.timezone;
    const room = { loadOf: (id: string, at: number) => this.#loadOn(id, localDayNumber(zone, at)) };
    const context = this.context.advisors.size > 0 ? { ...this.context, room } : this.context;
    this.#roomy = { of: this.context, context };
    return context;
  }

  /** Where customers depend on each other, all is done in order. */
  #mayWait(customer: Customer): boolean {
    return !this.#ordered && areFallsUnheard(customer, this.context);
  }

  #hold(owner: number, fault: unknown): void {
    const customer = this.#customers[owner];
    if (customer) customer.status = "held";
    this.#wakes.set(owner, null);
    this.held += 1;
    this.firstFault ??= fault;
  }

  #issued(owner: number, customer: Customer, task: Task): void {
    const zone = this.context.flows.get(task.flowId)?.newest.plan.settings.timezone ?? this.context.settings.timezone;
    if (task.scope === "advisor") {
      const { isFirst, answered } = this.#shared.join(task, owner);
      if (answered) this.#planReport(owner, task.id, { ...answered, at: task.issuedAt }, true);
      if (!isFirst) return;
    }
    const picked = task.advisorId ?? this.#pick(customer, task, zone);
    this.tally.issued(task, picked);
    this.onTask?.(picked === undefined ? task : { ...task, advisorId: picked });
    this.#openTasks.set(task.id, { advisorId: picked });
    this.#addLoad(picked, zone, task);
    if (picked !== undefined && task.advisorId === undefined) this.#assign(owner, task, picked);
    const event = this.planResult?.(task, zone);
    if (event) this.#planReport(owner, task.id, event);
  }

  /** `joins`: the task is answered already, and the answer holds for one more customer. */
  #planReport(owner: number, taskId: string, event: ResultEvent, joins = false): void {
    this.#resultTimes.set(this.#results.length, event.at);
    this.#results.push({ owner, taskId, event, joins });
  }

  /** An enrollment gave a task up; shared work is withdrawn when nobody has it open any more. */
  #left(owner: number, taskId: unknown): void {
    if (typeof taskId !== "string") return;
    const flowId = this.#shared.leave(taskId, owner);
    if (flowId !== undefined) this.#closeTask(taskId, flowId, "withdrawn");
  }

  #pick(customer: Customer, task: Task, zone: string): string | undefined {
    const { advisors } = this.context;
    if (advisors.size === 0) return undefined;
    const today = localDayNumber(zone, task.issuedAt);
    const loadOf = (id: string): AdvisorLoad | undefined => this.#loadOn(id, today);
    return pickAdvisor({ assign: task.assign, fallback: task.fallback, ownerId: customer.advisorId }, advisors, loadOf);
  }

  #loadOn(advisorId: string, day: number): AdvisorLoad | undefined {
    const load = this.#loads.get(advisorId);
    if (!load || load.day === day) return load;
    return { open: load.open, issued: 0, proactive: 0 };
  }

  #addLoad(advisorId: string | undefined, zone: string, task: Task): void {
    if (advisorId === undefined) return;
    const day = localDayNumber(zone, task.issuedAt);
    const load = this.#loads.get(advisorId) ?? { open: 0, issued: 0, proactive: 0, day };
    const isToday = load.day === day;
    load.open += 1;
    load.issued = isToday ? load.issued + 1 : 1;
    load.proactive = (isToday ? load.proactive : 0) + (takesCapacity(task) ? 1 : 0);
    load.day = day;
    this.#loads.set(advisorId, load);
  }

  #assign(owner: number, task: Task, advisorId: string): void {
    this.#step(owner, { ...assignedInput(task, advisorId, 0) });
  }

  /** No other system is called in a replay: each call is taken to succeed at once. */
  #answer(owner: number, { id, at }: WebhookEffect): void {
    const event = { type: "webhook.answered", source: "replay", at, received: at, now: at } as const;
    this.#step(owner, { kind: "event", id: `${id}/answer`, seq: 0, ...event, props: { callId: id, outcome: "ok" } });
  }

  #closed({ taskId, flowId, state }: CloseTaskEffect): void {
    this.#shared.close(taskId);
    this.#closeTask(taskId, flowId, state);
  }

  #closeTask(taskId: string, flowId: string, state: string): void {
    const open = this.#openTasks.get(taskId);
    if (!open) return;
    this.#openTasks.delete(taskId);
    this.tally.closed(flowId, state);
    const load = open.advisorId === undefined ? undefined : this.#loads.get(open.advisorId);
    if (load) load.open -= 1;
  }

  /** Those whose turn it is enter, as far as their flow still wants them. */
  #letIn(at: number): void {
    const who = (customerId: string) => {
      const customer = this.#customers[indexOf(this.ids, customerId) ?? -1];
      return customer?.status === "live" ? { advisorId: customer.advisorId, spend: customer.orders.spend } : undefined;
    };
    for (const { id, customerId, flowId } of this.#turns.take(at, this.context.flows, who)) {
      const owner = indexOf(this.ids, customerId);
      if (owner === undefined) continue;
      const event = { type: "flow.admitted", source: "sopflow", at, received: at, now: at } as const;
      this.#step(owner, { kind: "event", id: `flow.admitted/${id}`, seq: 0, ...event, props: { flowId, entryId: id } });
      this.#deliverForwards();
    }
  }

  #takeResult(): void {
    const index = this.#resultTimes.peek();
    const result = index === undefined ? undefined : this.#results[index];
    if (index === undefined || !result) return;
    this.#resultTimes.set(index, null);
    const { owner, taskId, event, joins } = result;
    if (joins) this.#report(owner, taskId, event);
    // Nobody reports on a task that is off the list.
    if (joins || !this.#openTasks.has(taskId)) return;
    for (const holder of [owner, ...this.#shared.answer(taskId, owner, event)]) this.#report(holder, taskId, event);
  }

  #report(owner: number, taskId: string, { at, type, props }: ResultEvent): void {
    const event = { type, source: "replay", at, received: at, now: at, props } as const;
    this.#serveTimers(owner, at);
    this.#step(owner, { kind: "event", id: `${taskId}/result`, seq: 0, ...event });
    this.#deliverForwards();
  }

  /** What a step told of another customer; that one's own timers come first. */
  #deliverForwards(): void {
    for (let next = this.#forwards.shift(); next !== undefined; next = this.#forwards.shift()) {
      const { customerId, id, type, at, props } = next;
      const owner = indexOf(this.ids, customerId);
      if (owner === undefined) continue;
      this.create(owner, at, false);
      this.#serveTimers(owner, at);
      const event = { type, source: "sopflow", at, received: at, now: at, props } as const;
      this.#step(owner, { kind: "event", id, seq: 0, ...event });
    }
  }
}

/** Place of an id in a sorted list. */
function indexOf(ids: readonly string[], id: string): number | undefined {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? "") < id) low = middle + 1;
    else high = middle;
  }
  return ids[low] === id ? low : undefined;
}

/** Time made activity levels fall, and nothing else: whoever asks about them foresaw when. */
function areFalls(effects: readonly Effect[]): boolean {
  for (const effect of effects) {
    if (effect.kind !== "trace" || effect.what !== "raised" || effect.detail === undefined) return false;
    const { type, props } = effect.detail;
    const isObject = typeof props === "object" && props !== null && !Array.isArray(props);
    if (typeof type !== "string" || !isObject || !isLevelFall({ type, props })) return false;
  }
  return true;
}
