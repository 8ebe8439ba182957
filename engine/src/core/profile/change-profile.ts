import type { Customer, JsonObject } from "@sopflow/schemas";
import { setProfile } from "./attributes.js";
import { ProfileChanges, type ProfileContext, type ProfileResult } from "./profile-result.js";
import { refreshDerived } from "./refresh.js";
import { rebuildReplenish, stateDaysLeft } from "./replenish-items.js";
import { addTags, removeTags } from "./tags.js";

/** What a flow itself changes: tag nodes, tags of an outcome or an exit. Removes first, then adds. `at`: logical ms. */
export function changeTags(
  customer: Customer,
  tags: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  at: number,
  context: ProfileContext,
  by?: string,
): ProfileResult {
  const changes = new ProfileChanges(true);
  const options = by === undefined ? {} : { by };
  removeTags(customer, tags.remove ?? [], changes, options);
  addTags(customer, tags.add ?? [], at, context.taxonomy, changes, options);
  refreshDerived(customer, at, context, changes);
  return changes.finish();
}

/** The profile.set node: fields and attributes with their values looked up; `null` removes an attribute. */
export function changeProfile(
  customer: Customer,
  fields: JsonObject,
  at: number,
  context: ProfileContext,
): ProfileResult {
  const changes = new ProfileChanges(true);
  setProfile(customer, fields, at, context, changes);
  rebuildReplenish(customer, context, changes);
  refreshDerived(customer, at, context, changes);
  return changes.finish();
}

/**
 * "N days left" from a task, told at `statedAt` (epoch ms). Without a sku it is that of the stock which runs out first.
 * (`applyEventToProfile` does it by itself for a `task.completed` with `daysLeft`, in its props or its fields.)
 */
export function recordDaysLeft(
  customer: Customer,
  statement: { readonly sku?: string | undefined; readonly days: number; readonly statedAt: number },
  context: ProfileContext,
): ProfileResult {
  const changes = new ProfileChanges(true);
  stateDaysLeft(customer, statement, context, changes);
  return changes.finish();
}
