import type { ActivityLevel, AttributeValue, Customer, PriceSensitivity, Suppression, Tier } from "@sopflow/schemas";
import { activityLevelAt, daysSinceActivity } from "./activity.js";
import { ContactFacts } from "./contact-facts.js";
import { FactView } from "./fact-view.js";
import { OrderFacts } from "./order-facts.js";
import { friendAdvisors, lastChatAt } from "./relations.js";
import { ReplenishFacts } from "./replenish-facts.js";
import { suppressedKinds } from "./suppressions.js";

/**
 * The `customer` fact of conditions and templates at logical time `at` (epoch ms), with days counted in `zone`; its
 * paths are those of the fact catalogue. Reads the customer as it is when a value is asked for, so it must not outlive
 * the step. Cheap to make.
 */
export const customerFacts = (customer: Customer, at: number, zone: string): CustomerFacts =>
  new CustomerFacts(customer, at, zone);

export class CustomerFacts extends FactView {
  readonly #customer: Customer;
  readonly #at: number;
  readonly #zone: string;

  constructor(customer: Customer, at: number, zone: string) {
    super();
    this.#customer = customer;
    this.#at = at;
    this.#zone = zone;
  }

  get id(): string {
    return this.#customer.id;
  }
  get name(): string | undefined {
    return this.#customer.name;
  }
  get salutation(): string | undefined {
    return this.#customer.salutation;
  }
  get advisorId(): string | undefined {
    return this.#customer.advisorId;
  }
  get advisors(): readonly string[] {
    return friendAdvisors(this.#customer);
  }
  get lastChatAt(): number | undefined {
    return lastChatAt(this.#customer);
  }
  get channel(): string | undefined {
    return this.#customer.channel;
  }
  get createdAt(): number {
    return this.#customer.createdAt;
  }
  get friendSince(): number | undefined {
    return this.#customer.friendSince;
  }
  get stage(): string | undefined {
    return this.#customer.stage;
  }
  get tier(): Tier | undefined {
    return this.#customer.tier;
  }
  get priceSensitivity(): PriceSensitivity | undefined {
    return this.#customer.priceSensitivity;
  }
  get tags(): readonly string[] {
    return this.#customer.tags;
  }
  get attributes(): Readonly<Record<string, AttributeValue>> {
    return this.#customer.attributes;
  }
  get identities(): Readonly<Record<string, string>> {
    return this.#customer.identities;
  }
  get bound(): boolean {
    return this.#customer.bound;
  }
  get referrals(): number {
    return this.#customer.referrals;
  }
  /** Missing, not 0, while nobody knows whether this friend buys. */
  get orders(): OrderFacts | undefined {
    return this.#customer.bound ? new OrderFacts(this.#customer, this.#at) : undefined;
  }
  get activity(): ActivityFacts {
    return new ActivityFacts(this.#customer, this.#at, this.#zone);
  }
  get replenish(): ReplenishFacts {
    return new ReplenishFacts(this.#customer, this.#at, this.#zone);
  }
  get contacts(): ContactFacts {
    return new ContactFacts(this.#customer, this.#at);
  }
  get flows(): FlowFacts {
    return new FlowFacts(this.#customer);
  }
  get suppressed(): readonly Suppression["kind"][] {
    return suppressedKinds(this.#customer, this.#at);
  }
}

class ActivityFacts extends FactView {
  readonly #customer: Customer;
  readonly #at: number;
  readonly #zone: string;

  constructor(customer: Customer, at: number, zone: string) {
    super();
    this.#customer = customer;
    this.#at = at;
    this.#zone = zone;
  }

  get lastAt(): number | undefined {
    return this.#customer.activityAt;
  }
  get daysSince(): number | undefined {
    return daysSinceActivity(this.#customer.activityAt, this.#at, this.#zone);
  }
  get level(): ActivityLevel {
    return activityLevelAt(this.#customer.activityAt, this.#at, this.#zone);
  }
}

export interface LastExit {
  readonly flowId: string;
  readonly reason: string | undefined;
  readonly at: number;
}

class FlowFacts extends FactView {
  readonly #customer: Customer;

  constructor(customer: Customer) {
    super();
    this.#customer = customer;
  }

  /** Flows the customer is in, each once; one that is closing has ended. */
  get active(): readonly string[] {
    const flowIds = new Set<string>();
    for (const { state, flowId } of this.#customer.enrollments) if (state === "active") flowIds.add(flowId);
    return [...flowIds];
  }
  get lastExit(): LastExit | undefined {
    let last: LastExit | undefined;
    for (const [flowId, { lastExitAt: at, lastReason: reason }] of Object.entries(this.#customer.flows)) {
      if (at !== undefined && (last === undefined || at > last.at || (at === last.at && flowId < last.flowId))) {
        last = { flowId, reason, at };
      }
    }
    return last;
  }
}
