import type { Customer, Enrollment, JsonObject, PendingTask, Timer } from "@sopflow/schemas";
import type { Program } from "../flow/program.js";
import { type CustomerFacts, customerFacts } from "../profile/index.js";
import type { Facts } from "../rules/facts.js";
import type { Context, PublishedFlow } from "./context.js";
import type { Effect, TraceEffect, TraceKind } from "./effect.js";
import type { StepInput } from "./input.js";
import type { StepWatch } from "./step-watch.js";

/** An event as the journey sees it: posted, or raised by a step (then with the depth of its chain). */
export interface JourneyEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly at: number;
  readonly props: JsonObject;
  /** 0 for an input; one more than its cause for what a step raised. */
  readonly depth: number;
  /** Raised by this step: its effect on the profile is done already. */
  readonly raised: boolean;
}

/** A flow that a `flow.start` node asked for. */
export interface StartRequest {
  readonly flowId: string;
  readonly id: string;
  readonly depth: number;
  readonly entry: JsonObject;
  /** The event that led to the node, if any. */
  readonly event: JourneyEvent | undefined;
}

/** Deepest causal chain, and most node visits in one, before it is stopped as a loop (FLOW-FORMAT §4.6). */
export const MAX_CHAIN_DEPTH = 8;
export const MAX_CHAIN_VISITS = 200;

/** All that one input or timer sets off: raised events, started flows, tasks that let go at once, timers due at once. */
export interface Chain {
  /** Id of the input or timer at its root. */
  readonly rootId: string;
  /** Node visits so far. */
  visits: number;
}

/** What is being handled: it names what it raises, and says why a task is issued. */
export interface Cause {
  /** Ids of raised events derive from it. */
  readonly id: string;
  /** What it raises is one deeper. */
  readonly depth: number;
  readonly event: JourneyEvent | undefined;
  readonly chain: Chain;
}

/** What was raised, with the chain that it goes on. */
export interface Queued {
  readonly what: JourneyEvent | StartRequest;
  readonly chain: Chain;
}

/** The root of a new chain. */
export const rootCause = (id: string): Cause => ({
  id,
  depth: 0,
  event: undefined,
  chain: { rootId: id, visits: 0 },
});

/** A set of ids that is empty nearly always, and then costs nothing but its place. */
class IdSet {
  ids: Set<string> | undefined;

  has(id: string): boolean {
    return this.ids?.has(id) ?? false;
  }

  add(id: string): void {
    this.ids ??= new Set();
    this.ids.add(id);
  }

  clear(): void {
    this.ids = undefined;
  }
}

/**
 * Everything that one call of `step` works on. It owns the customer document and changes it in place; whoever holds the
 * original passes a clone.
 *
 * R1. `at` is the logical time; it never falls and is written back as the customer's clock.
 * R2. Effects are only appended. Nothing here reads a clock, a store or chance.
 * R3. Events raised here wait in `queue`, first in first out, until the input that raised them is done with.
 * R4. Everything handled has a `cause`; whatever it leads to without rest stays in that cause's chain, so that no loop
 *     escapes the limits of a chain.
 * R5. Enrollments are added at the end of the customer's list; to take one away the list is replaced. So a loop over the
 *     list as it was, up to its length then, meets everybody who was there when it began, and needs no copy.
 */
export class StepRun {
  readonly effects: Effect[] = [];
  readonly queue: Queued[] = [];
  /** Logical time, ms. */
  at: number;
  cause: Cause;
  /** Enrollments that the event at hand has moved through a wait. */
  readonly moved = new IdSet();
  /** The customer's own timers fit its profile and the time as they are. */
  profileTimersPlanned = false;
  /** Enrollments that began in this step: an input enters a flow at most once. */
  readonly begun = new IdSet();
  /** Waits for a point in time that ended in the instant at hand: a loop that comes back waits for the next one. */
  readonly endedWaits = new IdSet();
  /** Nodes whose task was left out in this step, because it was due in a pause: once each, or a loop would not rest. */
  readonly leftOut = new IdSet();
  /** Planned tasks and timers that are due at once go on in the chain that made them. */
  #heirs: WeakMap<PendingTask | Timer, Cause> | undefined;
  /** How many events each cause has raised: their ids must not hang on what else this step serves. */
  #raised: { readonly causeId: string; count: number }[] | undefined;
  /** What conditions read outside of any flow and event, for the zone and time that it carries (`customerScope`). */
  lastScope: Facts | undefined;
  #facts: CustomerFacts | undefined;
  #factsZone = "";

  constructor(
    readonly customer: Customer,
    readonly input: StepInput,
    readonly context: Context,
    readonly watch?: StepWatch,
  ) {
    this.at = customer.clock;
    this.cause = rootCause(input.id);
  }

  /** Decisions are traced with the values they read. */
  get recordsValues(): boolean {
    return this.context.settings.traceValues;
  }

  /** Real time, as far as the log tells; never before the logical time. */
  get now(): number {
    return Math.max(this.at, this.input.now);
  }

  /** Moves logical time forward; earlier times change nothing (R1). */
  advanceTo(at: number): void {
    if (at <= this.at) return;
    this.at = at;
    this.endedWaits.clear();
    this.touch();
  }

  /** The `customer` fact of a zone; the last one is kept until something changes, as most flows share a zone. */
  customerFacts(zone: string): CustomerFacts {
    if (this.#facts === undefined || this.#factsZone !== zone) {
      this.#facts = customerFacts(this.customer, this.at, zone);
      this.#factsZone = zone;
    }
    return this.#facts;
  }

  /** The profile or the time changed: the next condition reads anew. */
  touch(): void {
    this.#facts = undefined;
    this.profileTimersPlanned = false;
  }

  /** Raises an event whose effect on the profile is done already. */
  raise(type: string, props: JsonObject): void {
    const { depth, chain } = this.cause;
    const id = this.#nextId();
    const event = { id, type, source: "sopflow", at: this.at, props, depth: depth + 1, raised: true };
    this.queue.push({ what: event, chain });
  }

  start(flowId: string, entry: JsonObject): void {
    const { depth, event, chain } = this.cause;
    this.queue.push({ what: { flowId, entry, id: this.#nextId(), depth: depth + 1, event }, chain });
  }

  #nextId(): string {
    const { id } = this.cause;
    let raised = this.#raised?.findLast(({ causeId }) => causeId === id);
    if (raised === undefined) {
      raised = { causeId: id, count: 0 };
      if (this.#raised === undefined) this.#raised = [raised];
      else this.#raised.push(raised);
    }
    raised.count += 1;
    return `${id}/${raised.count}`;
  }

  /** What is handled now leaves something behind that is handled later in this step, as part of the same chain. */
  bequeath(heir: PendingTask | Timer): void {
    this.#heirs ??= new WeakMap();
    this.#heirs.set(heir, this.cause);
  }

  /** The cause that left this behind in this step; undefined when it is older. */
  inherited(heir: PendingTask | Timer): Cause | undefined {
    return this.#heirs?.get(heir);
  }

  trace(what: TraceKind, where: Enrollment | PublishedFlow, nodeId: string, more: TraceMore = {}): void {
    const isEnrollment = "version" in where;
    const entry: Writable<TraceEffect> = {
      kind: "trace",
      what,
      at: this.at,
      flowId: where.flowId,
      version: isEnrollment ? where.version : where.newest.version,
      enrollmentId: isEnrollment ? where.id : "",
      nodeId,
    };
    if (more.port !== undefined) entry.port = more.port;
    if (more.rule !== undefined) entry.rule = more.rule;
    if (more.detail !== undefined) entry.detail = more.detail;
    this.effects.push(entry);
  }

  alert(code: string, where?: { flowId: string; nodeId?: string }, detail?: JsonObject): void {
    this.effects.push({
      kind: "alert",
      code,
      at: this.at,
      customerId: this.customer.id,
      ...where,
      ...(detail === undefined ? {} : { detail }),
    });
  }

  /** The version an enrollment is pinned to. */
  program(enrollment: Enrollment): Program | undefined {
    return this.context.flows.program(enrollment.flowId, enrollment.version);
  }

  /** Paused flows take no entries, timers or new tasks. */
  isPaused(enrollment: Enrollment): boolean {
    return this.context.flows.get(enrollment.flowId)?.state === "paused";
  }

  /** Zone of an enrollment's flow: every local time and calendar day of it. */
  zone(enrollment: Enrollment): string {
    return this.program(enrollment)?.plan.settings.timezone ?? this.context.settings.timezone;
  }
}

/** An effect while it is put together: most of a step's work is traces, and a spread costs more than all the rest. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

export interface TraceMore {
  readonly port?: string | undefined;
  readonly rule?: string | undefined;
  readonly detail?: JsonObject | undefined;
}
