import {
  type Advisor,
  type BrandSettings,
  brandSettingsSchema,
  type Customer,
  type FlowFile,
  type FlowTurn,
  flowSchema,
  type InsidePlan,
  type JsonObject,
  type Product,
  type Task,
  type Taxonomy,
} from "@sopflow/schemas";
import type { z } from "zod";
import { compileFlow, type FlowState, loadProgram, type Program } from "../flow/index.js";
import { newCustomer } from "../profile/index.js";
import { parseInstant } from "../time/index.js";
import type { Context, PublishedFlow } from "./context.js";
import type { Effect, TraceEffect, TraceKind } from "./effect.js";
import { FlowDirectory } from "./flow-directory.js";
import { step } from "./step.js";

/** Epoch ms of a local time in Shanghai, `2026-03-02 10:00`, the zone of most tests. */
export function cst(text: string): number {
  const at = parseInstant(`${text.replace(" ", "T")}${text.length === 16 ? ":00" : ""}+08:00`);
  if (at === undefined) throw new Error(`not a time: ${text}`);
  return at;
}

/** Compiles a flow file, failing the test with every diagnostic when it is not valid. */
export function program(file: FlowFile, version = 1): Program {
  const { compiled, diagnostics } = compileFlow(flowSchema.parse(file), { version });
  const errors = diagnostics.filter((d) => d.severity === "error");
  if (!compiled || errors.length > 0) {
    throw new Error(errors.map((d) => `${d.code} ${d.nodeId ?? ""} ${d.path}: ${d.message.en}`).join("\n"));
  }
  return loadProgram(compiled);
}

export interface World {
  readonly flows: readonly FlowFile[];
  /** Earlier versions that people may still stand in, by flow id. */
  readonly earlier?: Readonly<Record<string, readonly FlowFile[]>>;
  readonly states?: Readonly<Record<string, FlowState>>;
  /** What was chosen for people in earlier versions, by flow id. */
  readonly inside?: Readonly<Record<string, InsidePlan>>;
  readonly turns?: Readonly<Record<string, FlowTurn>>;
  readonly settings?: z.input<typeof brandSettingsSchema>;
  readonly products?: readonly Product[];
  readonly advisors?: readonly Advisor[];
  readonly taxonomy?: Taxonomy;
}

const ADVISORS: readonly Advisor[] = [
  { id: "a1", name: "小林", pools: ["default"], capacityPerDay: 80, active: true },
  { id: "a2", name: "小周", pools: ["default", "nutritionist"], capacityPerDay: 80, active: true },
];

/** A context of published flows; without settings the contact policy never stands in the way (`openPolicy`). */
export function contextOf(world: World): Context {
  const flows = world.flows.map((file): PublishedFlow => {
    const earlier = (world.earlier?.[file.id] ?? []).map((f, i) => program(f, i + 1));
    const newest = program(file, earlier.length + 1);
    const versions = new Map([...earlier, newest].map((p) => [p.version, p]));
    const [inside, turn] = [world.inside?.[file.id], world.turns?.[file.id]];
    const state = world.states?.[file.id] ?? "live";
    return { flowId: file.id, state, newest, versions, ...(inside && { inside }), ...(turn && { turn }) };
  });
  const settings: BrandSettings = brandSettingsSchema.parse(world.settings ?? openPolicy());
  const advisors = world.advisors ?? ADVISORS;
  return {
    hash: "test",
    settings,
    products: new Map((world.products ?? []).map((p) => [p.sku, p])),
    advisors: new Map(advisors.map((a) => [a.id, a])),
    taxonomy: world.taxonomy ?? { groups: [] },
    flows: new FlowDirectory(flows),
  };
}

/** Brand settings that allow everything, at any hour and in any number. */
export function openPolicy(): z.input<typeof brandSettingsSchema> {
  const free = { limits: [] };
  return {
    contactPolicy: {
      window: { start: "00:00", end: "00:00", days: [1, 2, 3, 4, 5, 6, 7] },
      personaWindows: [],
      marketing: free,
      marketingCore: free,
      groupSend: free,
      phone: free,
      service: free,
      campaign: { perDay: 99, perCampaign: 99, campaigns30d: 99 },
      suppress: { notNeededDays: 30, afterUnwellDays: 14, sameSkuDays: 0 },
    },
    capacity: { onFull: "issue" },
    breaker: { factor: 0 },
  };
}

export interface EventOptions {
  readonly at?: number;
  readonly received?: number;
  readonly now?: number;
  readonly id?: string;
  readonly history?: boolean;
}

/** One customer walking through a context in virtual time, with everything that happened kept for assertions. */
export class Play {
  customer: Customer;
  readonly effects: Effect[] = [];
  wakeAt: number | null = null;
  #seq = 0;

  constructor(
    public context: Context,
    public now: number,
    id = "c1",
  ) {
    this.customer = newCustomer(id, 0, now);
  }

  /** Sends an event at the current time, or at `options.at`; time moves on to when it is received. */
  event(type: string, props: JsonObject = {}, options: EventOptions = {}): Effect[] {
    const at = options.at ?? this.now;
    const received = options.received ?? Math.max(at, this.now);
    this.now = Math.max(this.now, received);
    this.#seq += 1;
    const id = options.id ?? `e${this.#seq}`;
    const now = options.now ?? this.now;
    return this.#take(
      step(
        this.customer,
        {
          kind: "event",
          id,
          seq: this.#seq,
          type,
          source: "test",
          at,
          received,
          now,
          props,
          ...(options.history ? { history: true } : {}),
        },
        this.context,
      ),
    );
  }

  /** Time passes: every timer due up to `at` is served. `now` = real time, when the engine is behind. */
  until(at: number, now = at): Effect[] {
    this.now = Math.max(this.now, at);
    return this.#take(step(this.customer, { kind: "tick", id: `t${at}`, seq: 0, at, now }, this.context));
  }

  /** Time passes with the engine awake: every timer is served at its own due time. */
  pass(at: number): void {
    while (this.wakeAt !== null && this.wakeAt <= at) this.until(this.wakeAt);
    this.until(at);
  }

  schedule(flowId: string, nodeId: string, at = this.now): Effect[] {
    this.now = Math.max(this.now, at);
    const id = `schedule/${flowId}/${nodeId}/${at}`;
    return this.#take(
      step(this.customer, { kind: "schedule", id, seq: 0, at, now: this.now, flowId, nodeId }, this.context),
    );
  }

  published(flowId: string, first = true): Effect[] {
    const input = { kind: "published", id: `pub/${flowId}/${this.now}`, seq: 0, at: this.now, now: this.now } as const;
    return this.#take(step(this.customer, { ...input, flowId, first }, this.context));
  }

  complete(task: Task | string, outcome?: string, more: JsonObject = {}): Effect[] {
    const taskId = typeof task === "string" ? task : task.id;
    return this.event("task.completed", { taskId, ...(outcome === undefined ? {} : { outcome }), ...more });
  }

  skip(task: Task, reason = "other"): Effect[] {
    return this.event("task.skipped", { taskId: task.id, reason });
  }

  /** Tasks that were issued, oldest first. */
  get tasks(): Task[] {
    return this.effects.flatMap((e) => (e.kind === "task.issue" ? [e.task] : []));
  }

  /** Tasks that are still on an advisor's list. */
  get open(): Task[] {
    const closed = new Set(this.effects.flatMap((e) => (e.kind === "task.close" ? [e.taskId] : [])));
    return this.tasks.filter((t) => !closed.has(t.id));
  }

  trace(what?: TraceKind): TraceEffect[] {
    return this.effects.flatMap((e) => (e.kind === "trace" && (what === undefined || e.what === what) ? [e] : []));
  }

  /** `node:port` of every port left, in order. */
  get path(): string[] {
    return this.trace("left").map((t) => `${t.nodeId}:${t.port}`);
  }

  /** Nodes on which active enrollments stand. */
  get standing(): string[] {
    return this.customer.enrollments.filter((e) => e.state === "active").map((e) => e.nodeId);
  }

  #take(result: ReturnType<typeof step>): Effect[] {
    this.customer = result.customer;
    this.wakeAt = result.wakeAt;
    this.effects.push(...result.effects);
    return [...result.effects];
  }
}
