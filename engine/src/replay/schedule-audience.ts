import type { Customer } from "@sopflow/schemas";
import type { ScheduleTrigger } from "../core/journey/flow-directory.js";
import { bucketOf } from "../core/journey/ids.js";
import { customerFacts, nextFlip, nowFacts } from "../core/profile/index.js";
import { WakeHeap } from "./wake-heap.js";

/**
 * Who matches a schedule trigger's audience. A daily schedule asks about everybody every day; here only those are asked
 * again who changed since, or for whom time alone may have changed the answer.
 */
export class ScheduleAudience {
  readonly #zone: string;
  readonly #matching = new Set<number>();
  readonly #changed = new Set<number>();
  /** When time alone may change an answer. */
  readonly #flips = new WakeHeap();

  constructor(readonly trigger: ScheduleTrigger) {
    this.#zone = trigger.flow.newest.plan.settings.timezone;
  }

  /** The customer of this number changed, or is new. */
  noteChange(owner: number): void {
    this.#changed.add(owner);
  }

  /** Numbers of those who match at `at`, ascending. */
  matchingAt(at: number, customerOf: (owner: number) => Customer | undefined): number[] {
    for (let owner = this.#flips.peek(); owner !== undefined && this.#flips.nextTime() <= at; ) {
      this.#flips.set(owner, null);
      this.#changed.add(owner);
      owner = this.#flips.peek();
    }
    for (const owner of this.#changed) {
      const customer = customerOf(owner);
      if (customer) this.#ask(owner, customer, at);
    }
    this.#changed.clear();
    return [...this.#matching].sort((a, b) => a - b);
  }

  #ask(owner: number, customer: Customer, at: number): void {
    const zone = this.#zone;
    const bucket = (experiment = "") => bucketOf(customer.id, experiment);
    const facts = { customer: customerFacts(customer, at, zone), now: nowFacts(at, zone), at, zone, bucket };
    if (this.trigger.holds(facts)) this.#matching.add(owner);
    else this.#matching.delete(owner);
    this.#flips.set(owner, nextFlip(this.trigger.data.audience, customer, at, zone, { bucket }) ?? null);
  }
}
