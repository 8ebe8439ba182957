import type { Customer, Enrollment, JsonObject } from "@sopflow/schemas";
import type { Program } from "../flow/program.js";
import type { Context, PublishedFlow } from "./context.js";
import type { Effect, TraceKind } from "./effect.js";
import type { StepInput } from "./input.js";

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
}

/** Deepest causal chain, and most node visits in one, before it is stopped as a loop (FLOW-FORMAT §4.6). */
export const MAX_CHAIN_DEPTH = 8;
export const MAX_CHAIN_VISITS = 200;

/** A set of ids that is empty nearly always, and then costs nothing. */
class MovedEnrollments {
  #ids: Set<string> | undefined;

  has(id: string): boolean {
    return this.#ids?.has(id) ?? false;
  }

  add(id: string): void {
    this.#ids ??= new Set();
    this.#ids.add(id);
  }

  clear(): void {
    this.#ids = undefined;
  }
}

/**
 * Everything that one call of `step` works on. It owns the customer document and changes it in place; whoever holds the
 * original passes a clone.
 *
 * R1. `at` is the logical time; it never falls and is written back as the customer's clock.
 * R2. Effects are only appended. Nothing here reads a clock, a store or chance.
 * R3. Events raised here wait in `queue`, first in first out, until the input that raised them is done with.
 */
export class StepRun {
  readonly effects: Effect[] = [];
  readonly queue: (JourneyEvent | StartRequest)[] = [];
  /** Logical time, ms. */
  at: number;
  /** Node visits of the causal chain at hand. */
  visits = 0;
  /** Depth of what is handled now; what it raises is one deeper. */
  depth = 0;
  /** Id of what is handled now; ids of raised events derive from it. */
  causeId: string;
  /** The event at hand, if any: why a task is issued. */
  event: JourneyEvent | undefined;
  /** Enrollments that the event at hand has moved through a wait. */
  readonly moved = new MovedEnrollments();
  /** The customer's own timers fit its profile and the time as they are. */
  profileTimersPlanned = false;
  #raised = 0;
  #facts: unknown;

  constructor(
    readonly customer: Customer,
    readonly input: StepInput,
    readonly context: Context,
  ) {
    this.at = customer.clock;
    this.causeId = input.id;
  }

  /** Real time, as far as the log tells; never before the logical time. */
  get now(): number {
    return Math.max(this.at, this.input.now);
  }

  /** Moves logical time forward; earlier times change nothing (R1). */
  advanceTo(at: number): void {
    if (at <= this.at) return;
    this.at = at;
    this.touch();
  }

  /** The `customer` fact, made once per change. */
  facts(make: () => unknown): unknown {
    this.#facts ??= make();
    return this.#facts;
  }

  /** The profile or the time changed: the next condition reads anew. */
  touch(): void {
    this.#facts = undefined;
    this.profileTimersPlanned = false;
  }

  /** Raises an event whose effect on the profile is done already. */
  raise(type: string, props: JsonObject): void {
    this.#raised += 1;
    const id = `${this.causeId}/${this.#raised}`;
    this.queue.push({ id, type, source: "sopflow", at: this.at, props, depth: this.depth + 1, raised: true });
  }

  start(flowId: string, entry: JsonObject): void {
    this.#raised += 1;
    this.queue.push({ flowId, entry, id: `${this.causeId}/${this.#raised}`, depth: this.depth + 1 });
  }

  trace(what: TraceKind, where: Enrollment | PublishedFlow, nodeId: string, more: TraceMore = {}): void {
    const version = "version" in where ? where.version : where.newest.version;
    const enrollmentId = "version" in where ? where.id : "";
    this.effects.push({
      kind: "trace",
      what,
      at: this.at,
      flowId: where.flowId,
      version,
      enrollmentId,
      nodeId,
      ...more,
    });
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

export interface TraceMore {
  readonly port?: string;
  readonly rule?: string;
  readonly detail?: JsonObject;
}
