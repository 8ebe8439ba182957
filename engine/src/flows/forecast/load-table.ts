import type { Advisor, Task } from "@sopflow/schemas";
import { candidatesOf, takesCapacity } from "../../core/journey/advisor-room.js";

/** Expected tasks by day, in all and of what a day's capacity counts. */
export interface DayLoads {
  readonly tasks: number[];
  readonly contacts: number[];
}

/** Key of the tasks that nobody can do. */
export const NOBODY = "";

/** Expected tasks by advisor and day. Of a pool everybody gets a share as large as their capacity is. */
export class LoadTable {
  readonly #rows = new Map<string, DayLoads>();
  /** Work of scope `advisor` goes out once, whoever many people lead to it. */
  readonly #shared = new Set<string>();

  constructor(
    readonly days: number,
    readonly advisors: ReadonlyMap<string, Advisor>,
  ) {}

  /** Adds `weight` tasks like this one on a day; what is outside of the days is left out. */
  addTask(task: Task, ownerId: string | undefined, day: number, weight: number): void {
    if (day < 0 || day >= this.days) return;
    const isShared = task.scope === "advisor";
    if (isShared && this.#shared.has(task.id)) return;
    if (isShared) this.#shared.add(task.id);
    const isContact = takesCapacity(task);
    for (const [advisorId, share] of sharesOf(task, ownerId, this.advisors)) {
      this.#add(advisorId, day, share * (isShared ? 1 : weight), isContact);
    }
  }

  /** Adds another table's days `times` over, `later` days on. */
  addTable(table: LoadTable, later: number, times: number): void {
    for (const [advisorId, { tasks, contacts }] of table.#rows) {
      const row = this.#row(advisorId);
      for (let from = 0; from < table.days && from + later < this.days; from += 1) {
        const to = from + later;
        row.tasks[to] = (row.tasks[to] ?? 0) + times * (tasks[from] ?? 0);
        row.contacts[to] = (row.contacts[to] ?? 0) + times * (contacts[from] ?? 0);
      }
    }
  }

  /** Loads of one advisor, or of `NOBODY`. */
  of(advisorId: string): DayLoads {
    return this.#rows.get(advisorId) ?? this.#empty();
  }

  /** Tasks of each day over everybody. */
  totals(): number[] {
    const sums = zeros(this.days);
    for (const { tasks } of this.#rows.values())
      for (const [day, n] of tasks.entries()) sums[day] = (sums[day] ?? 0) + n;
    return sums;
  }

  #add(advisorId: string, day: number, weight: number, isContact: boolean): void {
    const row = this.#row(advisorId);
    row.tasks[day] = (row.tasks[day] ?? 0) + weight;
    if (isContact) row.contacts[day] = (row.contacts[day] ?? 0) + weight;
  }

  #row(advisorId: string): DayLoads {
    const row = this.#rows.get(advisorId) ?? this.#empty();
    this.#rows.set(advisorId, row);
    return row;
  }

  #empty = (): DayLoads => ({ tasks: zeros(this.days), contacts: zeros(this.days) });
}

const zeros = (count: number) => new Array<number>(count).fill(0);

function sharesOf(
  { assign, fallback, advisorId }: Task,
  ownerId: string | undefined,
  advisors: ReadonlyMap<string, Advisor>,
): [advisorId: string, share: number][] {
  if (advisorId !== undefined) return [[advisorId, 1]];
  const named = candidatesOf(assign, ownerId, advisors);
  const candidates = named.length > 0 ? named : candidatesOf(fallback, ownerId, advisors);
  if (candidates.length === 0) return [[NOBODY, 1]];
  const capacity = candidates.reduce((sum, advisor) => sum + advisor.capacityPerDay, 0);
  return candidates.map(({ id, capacityPerDay }) => [
    id,
    capacity > 0 ? capacityPerDay / capacity : 1 / candidates.length,
  ]);
}
