import {
  type Advisor,
  type BrandSettings,
  brandSettingsSchema,
  type Customer,
  type FlowFile,
  flowSchema,
  type JsonObject,
  type Task,
} from "@sopflow/schemas";
import { compileFlow } from "../core/flow/index.js";
import { openPolicy } from "../core/journey/journey.testkit.js";
import { formatInstant } from "../core/time/index.js";
import { type DataPlace, sqlitePlace } from "../store/data-place.testkit.js";
import type { Store } from "../store/index.js";
import { instantWaker, VirtualClock } from "./clock.js";
import { createEngine, type EngineOptions } from "./create-engine.js";
import type { PostAnswer, PostOptions, SopEngine } from "./sop-engine.js";

export const ADVISORS: readonly Advisor[] = [
  { id: "a1", name: "小林", pools: ["default"], capacityPerDay: 10_000, active: true },
  { id: "a2", name: "小周", pools: ["default", "nutritionist"], capacityPerDay: 10_000, active: true },
];

export interface WorldOptions extends Omit<EngineOptions, "store" | "clock"> {
  readonly flows?: readonly FlowFile[];
  readonly advisors?: readonly Advisor[];
  readonly settings?: Partial<BrandSettings>;
  readonly now: number;
  /** Stands between the engine and the store. */
  readonly wrap?: (store: Store) => Store;
  /** Where the data lies; default: a SQLite file of its own. */
  readonly place?: DataPlace;
}

/** An engine over a real store and a virtual clock, with what a test wants to ask it. */
export class EngineWorld {
  readonly clock: VirtualClock;
  readonly #options: WorldOptions;
  readonly #place: DataPlace;
  store: Store;
  engine: SopEngine;
  #posted = 0;

  private constructor(options: WorldOptions, place: DataPlace, store: Store) {
    this.#options = options;
    this.#place = place;
    this.clock = new VirtualClock(options.now);
    this.store = store;
    this.engine = this.newEngine();
  }

  static async create(options: WorldOptions): Promise<EngineWorld> {
    const place = options.place ?? sqlitePlace();
    const world = new EngineWorld(options, place, await place.open());
    await world.store.brand.saveAdvisors(options.advisors ?? ADVISORS);
    await world.store.brand.saveSettings({ ...brandSettingsSchema.parse(openPolicy()), ...options.settings });
    for (const flow of options.flows ?? []) await world.publish(flow);
    return world;
  }

  /** Another process takes over: what was in memory is gone. */
  async restart(wrap = this.#options.wrap): Promise<void> {
    this.store = await this.#place.open();
    this.engine = this.newEngine(wrap);
  }

  /** The process is killed; another one finds what it left. */
  async crash(wrap = this.#options.wrap): Promise<void> {
    this.store = await this.#place.openAfterCrash();
    this.engine = this.newEngine(wrap);
  }

  async publish(file: FlowFile): Promise<void> {
    const flow = flowSchema.parse(file);
    const version = (await this.store.flows.versions(flow.id)).length + 1;
    const { compiled, diagnostics } = compileFlow(flow, { version });
    if (!compiled) throw new Error(diagnostics.map((d) => `${d.code} ${d.path}: ${d.message.en}`).join("\n"));
    const publishedAt = this.clock.now();
    await this.store.flows.publish({ flowId: flow.id, version, flow, compiled, publishedAt, publishedBy: "test" });
  }

  /** Posts one event of now, as the product itself does. */
  async post(
    type: string,
    customer: string | { idType: string; value: string },
    props: JsonObject = {},
    more: { at?: number; id?: string } & Partial<PostOptions> = {},
  ): Promise<PostAnswer> {
    this.#posted += 1;
    const { at = this.clock.now(), id = `e${this.#posted}`, received = this.clock.now(), ...options } = more;
    const event = { id, source: "test", type, customer, at: formatInstant("Asia/Shanghai", at), props };
    const [answer] = await this.engine.post([event], { origin: "system", received, ...options });
    if (!answer) throw new Error("an event got no answer");
    return answer;
  }

  /** Time passes, stopping at every due time, as a running engine would. */
  async passTo(until: number): Promise<void> {
    await this.engine.runUntilIdle();
    for (;;) {
      const wake = (await this.store.customers.nextWake()) ?? Number.POSITIVE_INFINITY;
      const occurrences = (await this.store.schedules.list()).map((row) => row.nextAt ?? Number.POSITIVE_INFINITY);
      const next = Math.min(wake, ...occurrences.filter((at) => at > this.clock.now()));
      if (next > until) break;
      this.clock.set(Math.max(this.clock.now(), next));
      await this.engine.runUntilIdle();
    }
    this.clock.set(until);
    await this.engine.runUntilIdle();
  }

  async customer(id: string): Promise<Customer> {
    const customer = (await this.store.customers.load([id])).get(id);
    if (!customer) throw new Error(`no customer ${id}`);
    return customer;
  }

  async tasks(): Promise<Task[]> {
    return this.store.tasks.query({ limit: 10_000 });
  }

  async dispose(): Promise<void> {
    await this.engine.stop();
    await this.#place.dispose();
  }

  /** One more engine over the same store. */
  newEngine(wrap = this.#options.wrap): SopEngine {
    const {
      flows: _flows,
      advisors: _advisors,
      settings: _settings,
      now: _now,
      wrap: _wrap,
      place: _place,
      ...options
    } = this.#options;
    const store = wrap ? wrap(this.store) : this.store;
    return createEngine({ waker: instantWaker, ...options, store, clock: this.clock });
  }
}
