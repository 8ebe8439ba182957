import type { Customer } from "@sopflow/schemas";
import { applyActivity } from "./activity.js";
import { setAttributes, setProfile } from "./attributes.js";
import { applyImport } from "./imports.js";
import { applyOrder } from "./orders.js";
import {
  ProfileChanges,
  type ProfileContext,
  type ProfileEvent,
  type ProfileResult,
  setField,
} from "./profile-result.js";
import { readText } from "./read-props.js";
import { refreshDerived } from "./refresh.js";
import { applyRelations } from "./relations.js";
import { applyStatement, rebuildReplenish } from "./replenish-items.js";
import { applySuppressions, refreshBoughtSkus } from "./suppressions.js";
import { addTags, removeTags } from "./tags.js";

/**
 * Applies one event to a profile. Mutates `customer`, which the caller owns. `at` is logical time (epoch ms), which may
 * be later than `event.at`: figures go by when things happened, levels and tiers by the logical time.
 * Not to be called for the events that profiles raise themselves: their change is already made (a `profile.changed`
 * with a `changed` list is such a report, and sets nothing).
 */
export function applyEventToProfile(
  customer: Customer,
  event: ProfileEvent,
  at: number,
  context: ProfileContext,
): ProfileResult {
  const changes = new ProfileChanges(event.type !== "profile.changed");
  applyActivity(customer, event, changes);
  applyRelations(customer, event, changes);
  if (applyOrder(customer, event, at, changes)) afterOrders(customer, at, context, changes);
  applyStatement(customer, event, context, changes);
  applySuppressions(customer, event, context, changes);
  applyFields(customer, event, at, context, changes);
  refreshDerived(customer, at, context, changes);
  return changes.finish();
}

/** What the orders decide beyond their own figures. */
export function afterOrders(customer: Customer, at: number, context: ProfileContext, changes: ProfileChanges): void {
  rebuildReplenish(customer, context, changes);
  refreshBoughtSkus(customer, at, context, changes);
}

function applyFields(
  customer: Customer,
  event: ProfileEvent,
  at: number,
  context: ProfileContext,
  changes: ProfileChanges,
): void {
  const { props } = event;
  switch (event.type) {
    case "friend.added":
    case "card.scanned":
      applyFirstTouch(customer, event, context, changes);
      break;
    case "referral.made":
      customer.referrals += 1;
      changes.changed.add("referrals");
      break;
    case "tag.added":
    case "tag.removed":
      applyTag(customer, event, context, changes);
      break;
    case "profile.changed":
      if (!Array.isArray(props.changed)) setProfile(customer, props, event.at, context, changes);
      break;
    case "customer.imported":
      applyImport(customer, event, at, context, changes);
      afterOrders(customer, at, context, changes);
      break;
  }
  if (changes.changed.size > 0) rebuildAfterDose(customer, context, changes);
}

/** Who takes more or less of something a day runs out of it at another time. */
function rebuildAfterDose(customer: Customer, context: ProfileContext, changes: ProfileChanges): void {
  for (const field of changes.changed) {
    if (field.startsWith("attributes.dailyDose")) {
      rebuildReplenish(customer, context, changes);
      break;
    }
  }
}

function applyTag(customer: Customer, event: ProfileEvent, context: ProfileContext, changes: ProfileChanges): void {
  const tag = readText(event.props.tag);
  if (tag === undefined) return;
  const by = readText(event.props.by, 128);
  const options = by === undefined ? { silent: true } : { by, silent: true };
  if (event.type === "tag.added") addTags(customer, [tag], event.at, context.taxonomy, changes, options);
  else removeTags(customer, [tag], changes, options);
}

/** Where a customer came from is told by the first touch; later ones do not change it. */
function applyFirstTouch(
  customer: Customer,
  { props }: ProfileEvent,
  context: ProfileContext,
  changes: ProfileChanges,
): void {
  const channel = readText(props.channel, 64);
  if (channel !== undefined && customer.channel === undefined) {
    customer.channel = channel;
    changes.changed.add("channel");
  }
  const name = readText(props.name);
  if (name !== undefined && customer.name === undefined) setField(customer, "name", name, changes, true);
  const priceBand = readText(props.priceBand, 64);
  if (priceBand !== undefined && customer.attributes.priceBand === undefined) {
    setAttributes(customer, { priceBand }, context, changes, true);
  }
}
