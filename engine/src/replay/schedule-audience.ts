import type { Customer } from "@sopflow/schemas";
import type { ScheduleTrigger } from "../core/journey/flow-directory.js";
import { bucketOf } from "../core/journey/ids.js";
import { customerFacts, nextFlip, nowFacts } from "../core/profile/index.js";

interface Answer {
  /** The customer's changes when it was asked. */
  changes: number;
  holds: boolean;
  /** Until then time alone does not change the answer. */
  until: number;
}

/**
 * Who matches a schedule trigger's audience. A daily schedule asks everybody every day, so that an answer is kept until
 * the customer changes, or time alone may change it.
 */
export class ScheduleAudience {
  readonly #answers: Answer[] = [];
  readonly #zone: string;

  constructor(readonly trigger: ScheduleTrigger) {
    this.#zone = trigger.flow.newest.plan.settings.timezone;
  }

  /** `changes` rises with every change of the customer. */
  holds(owner: number, customer: Customer, changes: number, at: number): boolean {
    const known = this.#answers[owner];
    if (known && known.changes === changes && at < known.until) return known.holds;
    const bucket = (experiment = "") => bucketOf(customer.id, experiment);
    const zone = this.#zone;
    const facts = { customer: customerFacts(customer, at, zone), now: nowFacts(at, zone), at, zone, bucket };
    const holds = this.trigger.holds(facts);
    const until = nextFlip(this.trigger.data.audience, customer, at, zone, { bucket }) ?? Number.POSITIVE_INFINITY;
    this.#answers[owner] = { changes, holds, until };
    return holds;
  }
}
