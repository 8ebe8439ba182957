import { type CommitBatch, type NewLogEntry, type Store, StoreError } from "@sopflow/engine";
import type { Dice } from "./dice.js";

/** The process died; whoever still holds the store of that life gets this at every call. */
export class Crash extends Error {
  override readonly name = "Crash";
}

export interface FaultRates {
  /** Share of calls that fail with `StoreError`, before they did anything or after they were done. */
  readonly error: number;
  /** Share of writes at which the process dies, on either side. */
  readonly crash: number;
}

/** A change of flows or brand data, as it reached the store. */
export interface StoreChange {
  readonly part: "flows" | "brand";
  readonly method: string;
  readonly args: readonly unknown[];
}

const WRITES =
  /^(commit|log\.append|customers\.bind\w+|flows\.(save|publish|setState|audit)|brand\.save\w+|schedules\.save|setMeta)$/;
/** Whose turn it was to enter by a throttled trigger: decided by who waits at that moment, and on record in the log. */
export const ADMITTED = "flow.admitted";
const CHANGES = /^(flows\.(save|publish|setState)|brand\.save\w+)$/;

/**
 * One life of a process over a store that survives it. Faults come by the dice; what was written stays written. It also
 * keeps what came in from outside, in its order: a second engine can then be fed the same.
 */
export class FaultyStore {
  readonly store: Store;
  /** What was appended to the log and accepted since the last `take`, while `isIntake` was set. */
  #entries: NewLogEntry[] = [];
  #changes: StoreChange[] = [];
  isIntake = false;
  isCalm = false;
  isDead = false;
  errors = 0;
  crashes = 0;
  last = "";

  constructor(
    inner: Store,
    private readonly dice: Dice,
    private readonly rates: FaultRates,
    /** False: it takes from another's log who is admitted, and admits nobody itself. */
    private readonly admits: boolean,
  ) {
    this.store = this.#wrap(inner, "");
  }

  /** What came in since the last time. */
  take(): { entries: readonly NewLogEntry[]; changes: readonly StoreChange[] } {
    const taken = { entries: this.#entries, changes: this.#changes };
    this.#entries = [];
    this.#changes = [];
    return taken;
  }

  /** What the life before this one took in, and nobody has asked for yet. */
  restore({ entries, changes }: ReturnType<FaultyStore["take"]>): void {
    this.#entries = [...entries];
    this.#changes = [...changes];
  }

  async #call(name: string, apply: (args: readonly unknown[]) => unknown, args: readonly unknown[]): Promise<unknown> {
    if (this.isDead) throw new Crash("this life is over");
    const isWrite = WRITES.test(name);
    this.#mayDie(name, isWrite, "before");
    if (name === "commit") await this.#mayTear(args[0] as CommitBatch, apply); // the port's own signature
    if (name === "commit" && !this.admits) args = [withoutAdmissions(args[0] as CommitBatch)]; // the port's own signature
    const fails = !this.isCalm && name !== "durable" && this.dice.chance(this.rates.error);
    const isBefore = fails && this.dice.chance(0.5);
    if (isBefore) this.#fail(name, "before it did anything");
    const result = await apply(args);
    this.#note(name, args, result);
    this.#mayDie(name, isWrite, "after");
    if (fails) this.#fail(name, "after it was done");
    return result;
  }

  #mayDie(name: string, isWrite: boolean, when: string): void {
    if (this.isCalm || !isWrite || !this.dice.chance(this.rates.crash)) return;
    this.#die(`${when} ${name}`);
  }

  /**
   * The process dies with the customers written and the position of their inputs not. The port promises that this does
   * not happen (P2); the documents' own memory of inputs makes it harmless all the same, and is put to the test by it.
   */
  async #mayTear(batch: CommitBatch, apply: (args: readonly unknown[]) => unknown): Promise<void> {
    if (this.isCalm || batch.customers.length === 0 || !this.dice.chance(this.rates.crash)) return;
    const { cursor, ...rest } = batch;
    await apply([cursor ? rest : { ...rest, schedules: [] }]);
    this.#die(cursor ? "before the position of a commit" : "before the place of a run");
  }

  #die(when: string): never {
    this.isDead = true;
    this.crashes += 1;
    this.last = when;
    throw new Crash(`the process died ${when}`);
  }

  #fail(name: string, when: string): never {
    this.errors += 1;
    throw new StoreError(`${name} failed ${when}`);
  }

  #note(name: string, args: readonly unknown[], result: unknown): void {
    if (name === "log.append" && this.isIntake) {
      const entries = args[0] as readonly NewLogEntry[]; // the port's own signature
      const results = result as Awaited<ReturnType<Store["log"]["append"]>>; // the port's own signature
      this.#entries.push(...entries.filter((entry, i) => entry.kind === "event" && results[i]?.status === "accepted"));
    }
    if (name === "commit") {
      const { append } = args[0] as CommitBatch; // the port's own signature
      this.#entries.push(...append.filter(({ type }) => type === ADMITTED));
    }
    if (!CHANGES.test(name)) return;
    const [part = "", method = ""] = name.split(".");
    if (part === "flows" || part === "brand") this.#changes.push({ part, method, args: structuredClone(args) });
  }

  #wrap<Target extends object>(target: Target, path: string): Target {
    return new Proxy(target, {
      get: (object, key) => {
        const value: unknown = Reflect.get(object, key);
        if (typeof key === "symbol") return value;
        const name = path + key;
        if (typeof value === "function")
          return (...args: unknown[]) => this.#call(name, (given) => Reflect.apply(value, object, given), args);
        return typeof value === "object" && value !== null ? this.#wrap(value, `${name}.`) : value;
      },
    });
  }
}

const withoutAdmissions = (batch: CommitBatch): CommitBatch => ({
  ...batch,
  append: batch.append.filter(({ type }) => type !== ADMITTED),
  schedules: batch.schedules.filter(({ admitted }) => admitted === undefined),
});

/** Does a change again, in another store. */
export async function repeatChange(store: Store, { part, method, args }: StoreChange): Promise<void> {
  const target: object = store[part];
  const run: unknown = Reflect.get(target, method);
  if (typeof run !== "function") throw new Error(`the store has no ${part}.${method}`);
  await Reflect.apply(run, target, args);
}
