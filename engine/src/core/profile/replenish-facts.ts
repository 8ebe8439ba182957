import { calendarDaysBetween } from "../time/index.js";
import { AT, CUSTOMER, CustomerFactView, ZONE } from "./customer-fact-view.js";
import { FactView } from "./fact-view.js";
import { currentRunOut } from "./replenish-items.js";

/** One predicted run-out; `daysLeft` counts calendar days of the zone and is negative once it is past. */
class RunOutFacts extends FactView {
  readonly #runOutAt: number;
  readonly #at: number;
  readonly #zone: string;

  constructor(runOutAt: number, at: number, zone: string) {
    super();
    this.#runOutAt = runOutAt;
    this.#at = at;
    this.#zone = zone;
  }

  get dueAt(): number {
    return this.#runOutAt;
  }
  get daysLeft(): number {
    return calendarDaysBetween(this.#zone, this.#at, this.#runOutAt);
  }
}

/** `customer.replenish`: the sku that runs out first, and each. Missing values where nothing predicts. */
export class ReplenishFacts extends CustomerFactView {
  get dueAt(): number | undefined {
    return currentRunOut(this[CUSTOMER])?.runOutAt;
  }
  get daysLeft(): number | undefined {
    const runOutAt = this.dueAt;
    return runOutAt === undefined ? undefined : calendarDaysBetween(this[ZONE], this[AT], runOutAt);
  }
  get items(): Readonly<Record<string, RunOutFacts>> {
    const items = Object.entries(this[CUSTOMER].replenish);
    return Object.fromEntries(items.map(([sku, item]) => [sku, new RunOutFacts(item.runOutAt, this[AT], this[ZONE])]));
  }
}
