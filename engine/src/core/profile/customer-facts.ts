import type { ActivityLevel, AttributeValue, Customer, PriceSensitivity, Suppression, Tier } from "@sopflow/schemas";
import { activityLevelAt, daysSinceActivity } from "./activity.js";
import { ContactFacts } from "./contact-facts.js";
import { AT, CUSTOMER, CustomerFactView, ZONE } from "./customer-fact-view.js";
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

export class CustomerFacts extends CustomerFactView {
  get id(): string {
    return this[CUSTOMER].id;
  }
  get name(): string | undefined {
    return this[CUSTOMER].name;
  }
  get salutation(): string | undefined {
    return this[CUSTOMER].salutation;
  }
  get advisorId(): string | undefined {
    return this[CUSTOMER].advisorId;
  }
  get advisors(): readonly string[] {
    return friendAdvisors(this[CUSTOMER]);
  }
  get lastChatAt(): number | undefined {
    return lastChatAt(this[CUSTOMER]);
  }
  get channel(): string | undefined {
    return this[CUSTOMER].channel;
  }
  get createdAt(): number {
    return this[CUSTOMER].createdAt;
  }
  get friendSince(): number | undefined {
    return this[CUSTOMER].friendSince;
  }
  get stage(): string | undefined {
    return this[CUSTOMER].stage;
  }
  get tier(): Tier | undefined {
    return this[CUSTOMER].tier;
  }
  get priceSensitivity(): PriceSensitivity | undefined {
    return this[CUSTOMER].priceSensitivity;
  }
  get tags(): readonly string[] {
    return this[CUSTOMER].tags;
  }
  get attributes(): Readonly<Record<string, AttributeValue>> {
    return this[CUSTOMER].attributes;
  }
  get identities(): Readonly<Record<string, string>> {
    return this[CUSTOMER].identities;
  }
  get bound(): boolean {
    return this[CUSTOMER].bound;
  }
  get referrals(): number {
    return this[CUSTOMER].referrals;
  }
  /** Missing, not 0, while nobody knows whether this friend buys. */
  get orders(): OrderFacts | undefined {
    return this[CUSTOMER].bound ? new OrderFacts(this[CUSTOMER], this[AT], this[ZONE]) : undefined;
  }
  get activity(): ActivityFacts {
    return new ActivityFacts(this[CUSTOMER], this[AT], this[ZONE]);
  }
  get replenish(): ReplenishFacts {
    return new ReplenishFacts(this[CUSTOMER], this[AT], this[ZONE]);
  }
  get contacts(): ContactFacts {
    return new ContactFacts(this[CUSTOMER], this[AT], this[ZONE]);
  }
  get flows(): FlowFacts {
    return new FlowFacts(this[CUSTOMER], this[AT], this[ZONE]);
  }
  get suppressed(): readonly Suppression["kind"][] {
    return suppressedKinds(this[CUSTOMER], this[AT]);
  }
}

class ActivityFacts extends CustomerFactView {
  get lastAt(): number | undefined {
    return this[CUSTOMER].activityAt;
  }
  get daysSince(): number | undefined {
    return daysSinceActivity(this[CUSTOMER].activityAt, this[AT], this[ZONE]);
  }
  get level(): ActivityLevel {
    return activityLevelAt(this[CUSTOMER].activityAt, this[AT], this[ZONE]);
  }
}

export interface LastExit {
  readonly flowId: string;
  readonly reason: string | undefined;
  readonly at: number;
}

class FlowFacts extends CustomerFactView {
  /** Flows the customer is in, each once; one that is closing has ended. */
  get active(): readonly string[] {
    const flowIds = new Set<string>();
    for (const { state, flowId } of this[CUSTOMER].enrollments) if (state === "active") flowIds.add(flowId);
    return [...flowIds];
  }
  get lastExit(): LastExit | undefined {
    let last: LastExit | undefined;
    for (const [flowId, { lastExitAt: at, lastReason: reason }] of Object.entries(this[CUSTOMER].flows)) {
      if (at !== undefined && (last === undefined || at > last.at || (at === last.at && flowId < last.flowId))) {
        last = { flowId, reason, at };
      }
    }
    return last;
  }
}
