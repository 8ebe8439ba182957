import type { Customer } from "@sopflow/schemas";
import { localDayNumber } from "../time/index.js";
import { isProactive } from "./advisor-room.js";

/**
 * Whether an advisor already has something proactive open for the customer that was issued on the same day: then both are
 * on one card and done in one visit (DOMAIN §5). Each keeps to the policy's limits on its own. Who of a pool does a task
 * is not known when it is issued, so it takes a place of its own. Where the first of them is withdrawn, its place in the
 * advisor's day is given back, though the other is still to be done.
 */
export function joinsVisit(customer: Customer, advisorId: string | undefined, at: number, zone: string): boolean {
  if (advisorId === undefined) return false;
  const day = localDayNumber(zone, at);
  return customer.enrollments.some(({ tasks }) =>
    tasks.some(
      (task) =>
        task.advisorId === advisorId &&
        task.shared !== true &&
        isProactive(task) &&
        localDayNumber(zone, task.issuedAt) === day,
    ),
  );
}
