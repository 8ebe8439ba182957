import type { Customer } from "@sopflow/schemas";
import { DAY_MS } from "../time/index.js";
import type { Choice, Scenario } from "./template-player.testkit.js";

type Before = NonNullable<Scenario["before"]>;

/** Several things known beforehand. */
export const known =
  (...parts: readonly Before[]): Before =>
  (customer, start) => {
    for (const part of parts) part(customer, start);
  };

export const tagged =
  (...tags: string[]): Before =>
  (customer) => {
    customer.tags = [...customer.tags, ...tags];
  };

export const tier =
  (name: NonNullable<Customer["tier"]>): Before =>
  (customer) => {
    customer.tier = name;
  };

/** As an advisor set it, so that orders do not change it. */
export const sensitivity =
  (value: NonNullable<Customer["priceSensitivity"]>): Before =>
  (customer, start) => {
    customer.priceSensitivity = value;
    customer.priceSensitivitySetUntil = start + 180 * DAY_MS;
  };

/** Friends for so many days, on the hour of the start. */
export const friendFor =
  (days: number): Before =>
  (customer, start) => {
    const since = start - days * DAY_MS;
    customer.friendSince = since;
    customer.relations = [{ advisorId: "advisor-1", since }];
  };

export const lastActive =
  (daysAgo: number): Before =>
  (customer, start) => {
    customer.activityAt = start - daysAgo * DAY_MS;
  };

/** Stock of one product that was said to last so many days. */
export const stockFor =
  (days: number): Before =>
  (customer, start) => {
    const runOutAt = start + days * DAY_MS;
    customer.replenish = { "sku-1": { runOutAt, lastAt: start, stated: { at: start, runOutAt } } };
  };

/** A contact of that purpose one day ago, so that the next one is put off. */
export const contactedYesterday =
  (purpose: "service" | "marketing"): Before =>
  (customer, start) => {
    customer.contacts = [{ taskId: "earlier", at: start - DAY_MS, purpose, channel: "chat" }];
  };

/** The same way up to a node, then each of its choices. */
export const each = (base: Omit<Scenario, "title" | "ends">, node: string, ends: Readonly<Record<string, string>>) =>
  Object.entries(ends).map(
    ([choice, end]): Scenario => ({
      ...base,
      title: `${node}: ${choice}`,
      route: [...base.route, `${node}:${choice}` satisfies Choice],
      ends: end,
    }),
  );
