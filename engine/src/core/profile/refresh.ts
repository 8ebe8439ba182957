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
 * sensitivity follow. To be called when one of `profileTimers` is due, with its kind. Mutates `customer`.
 */
export function refreshProfile(
  customer: Customer,
  at: number,
  context: ProfileContext,
  kind?: ProfileTimer["kind"],
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

/** A moment at which `refreshProfile` has something to do. The kind is that of the customer's timer. */
export interface ProfileTimer {
  readonly kind: "activity" | "tag" | "profile";
  readonly at: number;
}

/** The next moment of each kind, for a profile that is up to date at `at` (logical epoch ms). At most three. */
export function profileTimers(customer: Customer, at: number, context: ProfileContext): ProfileTimer[] {
  const level = customer.activityLevel ?? "never";
  const falls = levelEndsAt(customer.activityAt, level, context.settings.timezone);
  const expiry = nextTagExpiry(customer);
  const check = earlier(nextTierCheck(customer, at, context), customer.priceSensitivitySetUntil);
  const timers: ProfileTimer[] = [];
  if (falls !== undefined) timers.push({ kind: "activity", at: falls });
  if (expiry !== undefined) timers.push({ kind: "tag", at: expiry });
  if (check !== undefined) timers.push({ kind: "profile", at: check });
  return timers;
}

const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);
