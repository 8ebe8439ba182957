import type { AdvisorLoad } from "../core/journey/pick-advisor.js";
import { localDayNumber, startOfLocalDay } from "../core/time/index.js";
import type { Store } from "../store/index.js";

type Loads = ReadonlyMap<string, AdvisorLoad>;

const NOTHING: AdvisorLoad = { open: 0, issued: 0 };

/**
 * Who has how much to do, kept in memory between commits: only the worker writes tasks, and counting them for every
 * batch would read all of them. A batch works on a draft, which counts once the batch is committed.
 */
export class AdvisorLedger {
  #loads: Loads = new Map();
  #day = 0;

  /** Counts anew. `now` decides which day "issued today" means. */
  async reload(store: Store, zone: string, now: number): Promise<void> {
    this.#day = localDayNumber(zone, now);
    this.#loads = await store.tasks.loads(startOfLocalDay(zone, this.#day));
  }

  draft(zone: string): LedgerDraft {
    return new LedgerDraft(this.#loads, this.#day, zone);
  }

  accept(draft: LedgerDraft): void {
    this.#loads = draft.result();
    this.#day = draft.day;
  }
}

export class LedgerDraft {
  #changed: Map<string, AdvisorLoad> | undefined;

  constructor(
    private readonly base: Loads,
    public day: number,
    private readonly zone: string,
  ) {}

  loadOf(advisorId: string): AdvisorLoad | undefined {
    return (this.#changed ?? this.base).get(advisorId);
  }

  issue(advisorId: string, at: number): void {
    const day = localDayNumber(this.zone, at);
    if (day > this.day) this.#beginDay(day);
    const { open, issued } = this.loadOf(advisorId) ?? NOTHING;
    this.#write().set(advisorId, { open: open + 1, issued: issued + 1 });
  }

  close(advisorId: string): void {
    const { open, issued } = this.loadOf(advisorId) ?? NOTHING;
    this.#write().set(advisorId, { open: Math.max(0, open - 1), issued });
  }

  result(): Loads {
    return this.#changed ?? this.base;
  }

  #beginDay(day: number): void {
    this.day = day;
    this.#changed = new Map([...this.result()].map(([id, { open }]) => [id, { open, issued: 0 }]));
  }

  #write(): Map<string, AdvisorLoad> {
    this.#changed ??= new Map(this.base);
    return this.#changed;
  }
}
