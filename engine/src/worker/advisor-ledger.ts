import type { AdvisorRoom } from "../core/journey/advisor-room.js";
import type { AdvisorLoad } from "../core/journey/pick-advisor.js";
import { localDayNumber, startOfLocalDay } from "../core/time/index.js";
import type { Store } from "../store/index.js";

type Load = Required<AdvisorLoad>;
type Loads = ReadonlyMap<string, Load>;

const NOTHING: Load = { open: 0, issued: 0, proactive: 0 };

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
    const since = startOfLocalDay(zone, this.#day);
    const [loads, proactive] = [await store.tasks.loads(since), await store.tasks.proactive(since)];
    this.#loads = new Map(
      [...loads].map(([id, load]) => [id, { ...NOTHING, ...load, proactive: proactive.get(id) ?? 0 }]),
    );
  }

  draft(zone: string): LedgerDraft {
    return new LedgerDraft(this.#loads, this.#day, zone);
  }

  accept(draft: LedgerDraft): void {
    this.#loads = draft.result();
    this.#day = draft.day;
  }
}

export class LedgerDraft implements AdvisorRoom {
  #changed: Map<string, Load> | undefined;

  constructor(
    private readonly base: Loads,
    public day: number,
    private readonly zone: string,
  ) {}

  /** Of a later day than the last that was counted only what is open. */
  loadOf(advisorId: string, at?: number): Load | undefined {
    const load = (this.#changed ?? this.base).get(advisorId);
    if (!load || at === undefined || localDayNumber(this.zone, at) <= this.day) return load;
    return { ...NOTHING, open: load.open };
  }

  /** `isProactive`: the task takes of the advisor's capacity. */
  issue(advisorId: string, at: number, isProactive = false): void {
    const day = localDayNumber(this.zone, at);
    if (day > this.day) this.#beginDay(day);
    const { open, issued, proactive } = this.loadOf(advisorId) ?? NOTHING;
    this.#write().set(advisorId, { open: open + 1, issued: issued + 1, proactive: proactive + (isProactive ? 1 : 0) });
  }

  /** `gaveBack`: it was issued on the ledger's day, took capacity, and is withdrawn: its place is free again. */
  close(advisorId: string, gaveBack = false): void {
    const { open, issued, proactive } = this.loadOf(advisorId) ?? NOTHING;
    this.#write().set(advisorId, {
      open: Math.max(0, open - 1),
      issued,
      proactive: Math.max(0, proactive - (gaveBack ? 1 : 0)),
    });
  }

  /** An open task goes from one advisor to another: today's count of either stays. */
  handOver(from: string, to: string): void {
    this.close(from);
    const load = this.loadOf(to) ?? NOTHING;
    this.#write().set(to, { ...load, open: load.open + 1 });
  }

  /** The calendar day of an instant in the ledger's zone is the one that is counted. */
  isToday(at: number): boolean {
    return localDayNumber(this.zone, at) === this.day;
  }

  result(): Loads {
    return this.#changed ?? this.base;
  }

  #beginDay(day: number): void {
    this.day = day;
    this.#changed = new Map([...this.result()].map(([id, { open }]) => [id, { ...NOTHING, open }]));
  }

  #write(): Map<string, Load> {
    this.#changed ??= new Map(this.base);
    return this.#changed;
  }
}
