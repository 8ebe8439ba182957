import type { Customer } from "@sopflow/schemas";
import { levelEndsAt, refreshActivityLevel } from "./activity.js";
import { pruneContacts } from "./contacts.js";
import { ProfileChanges, type ProfileContext, type ProfileResult } from "./profile-result.js";
import { refreshSensitivity } from "./sensitivity.js";
import { pruneSuppressions } from "./suppressions.js";
import { expireTags, nextTagExpiry } from "./tags.js";
import { nextTierCheck, refreshTier } from "./tier.js";

/**
 * Does what time alone does to a profile at `at` (logical epoch ms): tags expire, the activity level falls, tier and price
 * sensitivity follow. To be called when one of the moments of `profileTimerAt` has come, with its kind. Mutates `customer`.
 */
export function refreshProfile(
  customer: Customer,
  at: number,
  context: ProfileContext,
  kind?: ProfileTimerKind,
): ProfileResult {
  const changes = new ProfileChanges(true);
  if (kind === "activity") {
    refreshActivityLevel(customer, at, context.settings.timezone, changes);
    // A level makes the tier only of those who never bought; by far most timers are of this kind.
    if (customer.orders.count === 0 || customer.tierDemoteAt !== undefined) refreshTier(customer, at, context, changes);
    return changes.finish();
  }
  expireTags(customer, at, changes);
  refreshDerived(customer, at, context, changes);
  return changes.finish();
}

/** Everything that follows from the rest of the profile and the time. */
export function refreshDerived(customer: Customer, at: number, context: ProfileContext, changes: ProfileChanges): void {
  pruneSuppressions(customer, at, changes);
  pruneContacts(customer, at);
  refreshActivityLevel(customer, at, context.settings.timezone, changes);
  refreshTier(customer, at, context, changes);
  refreshSensitivity(customer, at, context, changes);
}

/** The kinds of moments at which `refreshProfile` has something to do, as the customer's timers name them. */
export const PROFILE_TIMER_KINDS = ["activity", "tag", "profile"] as const;
export type ProfileTimerKind = (typeof PROFILE_TIMER_KINDS)[number];

/** The next moment of a kind (epoch ms), for a profile that is up to date at `at`; undefined = time alone does nothing. */
export function profileTimerAt(
  kind: ProfileTimerKind,
  customer: Customer,
  at: number,
  context: ProfileContext,
): number | undefined {
  switch (kind) {
    case "activity":
      return levelEndsAt(customer.activityAt, customer.activityLevel ?? "never", context.settings.timezone);
    case "tag":
      return nextTagExpiry(customer);
    case "profile":
      return earlier(nextTierCheck(customer, at, context), customer.priceSensitivitySetUntil);
  }
}

const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);
