import type { CustomerView } from "@sopflow/schemas";
import { HOUR, NOW } from "../tasks.testkit.js";

/** A customer with an order, a tag, a product in use. */
export const customerOf = (part: Partial<CustomerView> = {}) => ({
  id: "c1",
  name: "王女士",
  status: "active",
  advisorId: "a1",
  friendSince: NOW - 72 * HOUR,
  stage: "已承接",
  tier: "中",
  tags: ["老人"],
  tagUntil: {},
  attributes: {},
  attributeLabels: {},
  identities: { external_userid: "wm-1", phone: "13800000000" },
  bound: true,
  referrals: 0,
  orders: {
    count: 1,
    spend: 27_900,
    recent: [{ id: "o1", at: NOW - 48 * HOUR, amount: 27_900, paid: true, refunded: 0, skus: { s1: { units: 1 } } }],
  },
  activityAt: NOW - HOUR,
  replenish: { s1: { runOutAt: NOW + 240 * HOUR } },
  suppressions: [],
  enrollments: [],
  ...part,
});
