import type { Customer, Enrollment } from "@sopflow/schemas";

/**
 * A copy that a step may change in every way it does, without the original noticing. Hand-written: with 8 orders
 * and 2 enrollments it takes 2.6 µs, structuredClone 70, and every input of every customer makes one. What is shared is never changed in place: events'
 * properties, task results and the records of orders, relations, contacts and suppressions, which are replaced.
 */
export function cloneCustomer(customer: Customer): Customer {
  const { orders } = customer;
  return {
    ...customer,
    recent: customer.recent.slice(),
    relations: customer.relations.slice(),
    tags: customer.tags.slice(),
    tagUntil: { ...customer.tagUntil },
    attributes: { ...customer.attributes },
    identities: { ...customer.identities },
    orders: {
      ...orders,
      byShop: { ...orders.byShop },
      bySku: { ...orders.bySku },
      recent: orders.recent.slice(),
      ...(orders.older === undefined ? {} : { older: { ...orders.older } }),
    },
    replenish: cloneEntries(customer.replenish),
    contacts: customer.contacts.map((entry) => ({ ...entry })),
    suppressions: customer.suppressions.slice(),
    enrollments: customer.enrollments.map(cloneEnrollment),
    flows: cloneEntries(customer.flows),
    audience: cloneEntries(customer.audience),
    timers: customer.timers.map((timer) => ({ ...timer })),
    lookback: customer.lookback.slice(),
    ...(customer.mergedFrom === undefined ? {} : { mergedFrom: customer.mergedFrom.slice() }),
    ...(customer.rate === undefined ? {} : { rate: { ...customer.rate } }),
  };
}

function cloneEntries<T extends object>(record: Readonly<Record<string, T>>): Record<string, T> {
  const copy: Record<string, T> = {};
  for (const key in record) {
    const entry = record[key];
    if (entry !== undefined) copy[key] = { ...entry };
  }
  return copy;
}

const cloneEnrollment = (enrollment: Enrollment): Enrollment => ({
  ...enrollment,
  visits: { ...enrollment.visits },
  node: { ...enrollment.node },
  pending: enrollment.pending.map((task) => ({ ...task })),
  tasks: enrollment.tasks.map((task) => ({ ...task })),
  results: { ...enrollment.results },
  goals: { ...enrollment.goals },
});
