import type { Customer } from "@sopflow/schemas";

/** A customer of whom nothing is known yet; `at` (epoch ms) is both creation and the start of its clock. */
export function newCustomer(id: string, partition: number, at: number): Customer {
  return {
    id,
    partition,
    version: 0,
    seq: 0,
    recent: [],
    clock: at,
    status: "live",
    createdAt: at,
    relations: [],
    tags: [],
    tagUntil: {},
    attributes: {},
    identities: {},
    bound: false,
    referrals: 0,
    orders: { count: 0, spend: 0, discounted: 0, byShop: {}, bySku: {}, recent: [] },
    replenish: {},
    contacts: [],
    suppressions: [],
    enrollments: [],
    flows: {},
    audience: {},
    timers: [],
    lookback: [],
  };
}
