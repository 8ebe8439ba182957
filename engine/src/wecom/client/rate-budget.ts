import type { CounterStore } from "./counter-store.js";
import type { WindowLimit } from "./limits.js";
import type { WecomClock } from "./wecom-clock.js";
import { type CountedParts, WindowCounter } from "./window-counter.js";

/** What a call takes from one budget. */
export interface BudgetNeed {
  readonly key: string;
  readonly limits: readonly WindowLimit[];
  readonly weight: number;
  /** Counts between two saves: a crash forgets fewer than that. */
  readonly saveEvery: number;
}

/** The budget has no room before the caller's patience ends. */
export class BudgetExceededError extends Error {
  override readonly name = "BudgetExceededError";
  constructor(
    readonly key: string,
    /** When there will be room, epoch ms; Infinity when the call alone is above the limit. */
    readonly retryAt: number,
  ) {
    super(`no room before ${retryAt}`);
  }
}

interface Budget {
  readonly counters: readonly (readonly [limit: WindowLimit, counter: WindowCounter])[];
  unsaved: number;
}

/** Budgets that count nothing any more are dropped when so many are held. */
const SWEEP_ABOVE = 5_000;

export interface RateBudgetParts {
  readonly clock: WecomClock;
  readonly store: CounterStore;
  /** Counts could not be saved or read; calls go on. */
  readonly onTrouble: (key: string, error: unknown) => void;
}

/**
 * Counts calls before they are made and lets each wait for its turn.
 *
 * B1. What is taken never exceeds a limit in any window, as far as the counts go back.
 * B2. Calls that share a key get their turn in the order in which they asked.
 * B3. Counts are saved before the call is made.
 */
export class RateBudget {
  readonly #parts: RateBudgetParts;
  readonly #budgets = new Map<string, Promise<Budget>>();
  readonly #tails = new Map<string, Promise<unknown>>();
  readonly #blocks = new Map<string, number>();

  constructor(parts: RateBudgetParts) {
    this.#parts = parts;
  }

  /**
   * Waits until there is room for all `needs`, at most until `until` (epoch ms), and answers when they were taken. Throws
   * `BudgetExceededError`.
   */
  async take(needs: readonly BudgetNeed[], until: number): Promise<number> {
    if (needs.length === 0) return this.#parts.clock.now();
    const leave = await this.#queue(needs, until);
    try {
      const budgets = await Promise.all(needs.map(async (need) => ({ need, budget: await this.#open(need) })));
      await this.#awaitRoom(budgets, until);
      const now = this.#parts.clock.now();
      for (const { need, budget } of budgets) {
        for (const [, counter] of budget.counters) counter.add(now, need.weight);
        budget.unsaved += need.weight;
      }
      await Promise.all(budgets.map(({ need, budget }) => this.#save(need, budget)));
      return now;
    } finally {
      leave();
    }
  }

  /**
   * The call that took `needs` at `takenAt` has ended. One that was not carried out takes nothing; any other counts from
   * now, since WeCom may have counted it a moment ago only, however long it was under way.
   */
  async settle(needs: readonly BudgetNeed[], takenAt: number, wasDone: boolean): Promise<void> {
    const now = this.#parts.clock.now();
    for (const need of needs) {
      const budget = await this.#open(need);
      for (const [, counter] of budget.counters) {
        counter.subtract(takenAt, need.weight);
        if (wasDone) counter.add(now, need.weight);
      }
      budget.unsaved += need.weight;
      await this.#save(need, budget);
    }
  }

  /** WeCom said that this key is over its limit: nothing goes before `until`, epoch ms. */
  block(key: string, until: number): void {
    this.#blocks.set(key, Math.max(until, this.#blocks.get(key) ?? 0));
  }

  async #awaitRoom(budgets: readonly { need: BudgetNeed; budget: Budget }[], until: number): Promise<void> {
    for (;;) {
      const now = this.#parts.clock.now();
      let latest = { key: "", at: now };
      for (const { need, budget } of budgets) {
        for (const [, counter] of budget.counters) {
          const at = Math.max(counter.roomAt(now, need.weight), this.#blocks.get(need.key) ?? 0);
          if (at > latest.at) latest = { key: need.key, at };
        }
      }
      if (latest.at <= now) return;
      if (latest.at > until) throw new BudgetExceededError(latest.key, latest.at);
      await this.#parts.clock.sleep(latest.at - now);
    }
  }

  /** Waits for those who asked before for any of the keys; answers how to let the next one in. */
  async #queue(needs: readonly BudgetNeed[], until: number): Promise<() => void> {
    const { clock } = this.#parts;
    const before = Promise.all(needs.map(({ key }) => this.#tails.get(key)));
    let finish = () => {};
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    // Who gives up early lets nobody past those who still wait before.
    const tail = Promise.all([before, done]);
    for (const { key } of needs) {
      this.#tails.set(key, tail);
      void tail.then(() => this.#tails.get(key) === tail && this.#tails.delete(key));
    }
    const patience = new AbortController();
    const first = await Promise.race([
      before.then(() => "turn" as const),
      clock.sleep(until - clock.now(), patience.signal).then(() => "late" as const),
    ]);
    patience.abort();
    if (first === "turn") return finish;
    finish();
    throw new BudgetExceededError(needs[0]?.key ?? "", clock.now());
  }

  #open(need: BudgetNeed): Promise<Budget> {
    const known = this.#budgets.get(need.key);
    if (known) return known;
    if (this.#budgets.size >= SWEEP_ABOVE) void this.#sweep();
    const opened = this.#load(need);
    this.#budgets.set(need.key, opened);
    return opened;
  }

  async #load({ key, limits }: BudgetNeed): Promise<Budget> {
    const saved = await this.#parts.store.load(key).catch((error: unknown) => {
      this.#parts.onTrouble(key, error);
      return undefined;
    });
    const parts = readSaved(saved);
    return { counters: limits.map((limit) => [limit, new WindowCounter(limit, parts.get(nameOf(limit)))]), unsaved: 0 };
  }

  async #save({ key, saveEvery }: BudgetNeed, budget: Budget): Promise<void> {
    if (budget.unsaved < saveEvery) return;
    budget.unsaved = 0;
    const now = this.#parts.clock.now();
    const shots = budget.counters.map(([limit, counter]) => ({ limit, ...counter.snapshot(now) }));
    const value = JSON.stringify(Object.fromEntries(shots.map(({ limit, parts }) => [nameOf(limit), parts])));
    const until = Math.max(...shots.map((shot) => shot.until));
    await this.#parts.store.save(key, value, until).catch((error: unknown) => this.#parts.onTrouble(key, error));
  }

  async #sweep(): Promise<void> {
    const now = this.#parts.clock.now();
    for (const [key, opening] of [...this.#budgets]) {
      const budget = await opening;
      const isEmpty = budget.counters.every(([, counter]) => counter.snapshot(now).parts.length === 0);
      if (isEmpty && !this.#tails.has(key)) this.#budgets.delete(key);
    }
  }
}

const nameOf = (limit: WindowLimit): string => (limit.calendarDay ? "day" : String(limit.windowMs));

function readSaved(saved: string | undefined): Map<string, CountedParts> {
  const found = new Map<string, CountedParts>();
  if (saved === undefined) return found;
  const value: unknown = parseJson(saved);
  if (typeof value !== "object" || value === null) return found;
  for (const [name, parts] of Object.entries(value)) {
    if (Array.isArray(parts)) found.set(name, parts.filter(isPart));
  }
  return found;
}

const isPart = (part: unknown): part is readonly [number, number] =>
  Array.isArray(part) && part.length === 2 && part.every((n) => typeof n === "number");

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // counts of another form: begin anew
  }
}
