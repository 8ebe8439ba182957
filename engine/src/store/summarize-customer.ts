import type { Customer } from "@sopflow/schemas";
import type { CustomerSummary } from "./port.js";

/** What a list of customers shows of one. */
export function summarizeCustomer(customer: Customer): CustomerSummary {
  const { id, name, advisorId, tier, stage, tags, status, orders, activityAt } = customer;
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(advisorId === undefined ? {} : { advisorId }),
    ...(tier === undefined ? {} : { tier }),
    ...(stage === undefined ? {} : { stage }),
    tags,
    status,
    orderCount: orders.count,
    spend: orders.spend,
    ...(activityAt === undefined ? {} : { activityAt }),
  };
}
