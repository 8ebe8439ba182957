import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createEngine,
  createFlowService,
  type FlowService,
  instantWaker,
  openSqliteStore,
  type SopEngine,
  type Store,
  StoreError,
  VirtualClock,
} from "@sopflow/engine";
import type { Dice } from "./dice.js";
import { Crash, type FaultRates, FaultyStore } from "./faulty-store.js";

/** So many tries of one thing that always fails are a defect and no bad luck. */
const MAX_TRIES = 400;

/** A real engine over a real SQLite file, in virtual time, whose store fails and whose process dies. */
export class SimWorld {
  readonly clock: VirtualClock;
  readonly #folder = mkdtempSync(join(tmpdir(), "sopflow-sim-"));
  #inner: Store;
  faults: FaultyStore;
  engine: SopEngine;
  service: FlowService;
  /** Lives before this one. */
  lives = 0;
  errors = 0;
  readonly deaths: string[] = [];

  constructor(
    now: number,
    private readonly dice: Dice,
    private readonly rates: FaultRates,
    /** False: who is admitted at throttled triggers comes from another's log. */
    private readonly admits = true,
  ) {
    this.clock = new VirtualClock(now);
    this.#inner = this.#open();
    [this.faults, this.engine, this.service] = this.#born();
  }

  /** The store as it is, without faults: what a test looks at. */
  get store(): Store {
    return this.#inner;
  }

  /** Does something until it is done: whoever does it tries again after an error, and after a restart. */
  async insist<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (tries > MAX_TRIES) throw error;
        if (this.faults.isDead) await this.#restart();
        else if (!(error instanceof StoreError) && !(error instanceof Crash)) throw error;
      }
    }
  }

  /** From outside: what is accepted is kept for the second engine. */
  async intake<T>(work: () => Promise<T>): Promise<T> {
    return this.insist(async () => {
      this.faults.isIntake = true;
      try {
        return await work();
      } finally {
        this.faults.isIntake = false;
      }
    });
  }

  async dispose(): Promise<void> {
    await this.engine.stop().catch(() => {});
    await this.#inner.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #restart(): Promise<void> {
    const left = this.faults.take();
    this.deaths.push(this.faults.last);
    this.errors += this.faults.errors;
    this.lives += 1;
    await this.#inner.close();
    this.#inner = this.#open();
    [this.faults, this.engine, this.service] = this.#born();
    this.faults.restore(left);
    // A server that starts takes in what was published; until then nothing new comes.
    await this.insist(() => this.engine.contextChanged());
  }

  #open(): Store {
    return openSqliteStore({ file: join(this.#folder, "sopflow.db") });
  }

  #born(): [FaultyStore, SopEngine, FlowService] {
    const faults = new FaultyStore(this.#inner, this.dice, this.rates, this.admits);
    const engine = createEngine({ store: faults.store, clock: this.clock, waker: instantWaker });
    return [faults, engine, createFlowService({ store: faults.store, clock: this.clock, engine })];
  }
}
