import type { Customer } from "@sopflow/schemas";
import type { Context } from "../core/journey/context.js";

/**
 * Whether falls of the customer's activity level, and so its timers of that kind, are heard by nobody: no flow holds the
 * customer or asks for `profile.changed`, and no tier hangs on the level. Audiences foresee falls by timers of their own.
 * Such falls may wait for the customer's next input, and come all in one step then: most timers of a history are those
 * of people who are away.
 */
export const areFallsUnheard = (customer: Customer, { flows }: Context): boolean =>
  customer.enrollments.length === 0 &&
  customer.orders.count > 0 &&
  customer.tierDemoteAt === undefined &&
  !flows.hears("profile.changed");

/** The customer's earliest timer but those falls, epoch ms; null = there is none. */
export function earliestHeard({ timers }: Customer): number | null {
  let earliest: number | null = null;
  for (const { kind, at } of timers) {
    if (kind !== "activity" && (earliest === null || at < earliest)) earliest = at;
  }
  return earliest;
}
