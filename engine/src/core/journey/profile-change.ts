import type { JsonObject } from "@sopflow/schemas";
import * as profile from "../profile/index.js";
import { followOwner } from "./follow-owner.js";
import type { JourneyEvent, StepRun } from "./run.js";

/** Changes tags as a node, an exit or an outcome asks; each real change is raised as an event. */
export function changeTags(
  run: StepRun,
  tags: { readonly add: readonly string[]; readonly remove: readonly string[] },
): void {
  raiseChanges(run, profile.changeTags(run.customer, tags, run.at, run.context));
}

/** Sets stage and attributes as a `profile.set` node asks; null removes an attribute. */
export function setProfile(run: StepRun, fields: JsonObject): void {
  raiseChanges(run, profile.changeProfile(run.customer, fields, run.at, run.context));
}

/** Applies an input's effect on the profile, and raises what follows from it. */
export function updateProfile(run: StepRun, event: JourneyEvent): profile.ProfileResult {
  const owner = run.customer.advisorId;
  const merged = event.type === "customer.merged" ? mergedProfile(run, event) : undefined;
  const result = merged ?? profile.applyEventToProfile(run.customer, event, run.at, run.context);
  raiseChanges(run, result);
  if (run.customer.advisorId !== owner) followOwner(run, owner);
  return result;
}

/** A customer that was merged away hands its profile over in the event (see `mergeAway`). */
function mergedProfile(run: StepRun, event: JourneyEvent): profile.ProfileResult | undefined {
  const { profile: from, fromId } = event.props;
  if (typeof from !== "object" || from === null || Array.isArray(from) || fromId === run.customer.id) return undefined;
  const other = from as unknown as Parameters<typeof profile.mergeCustomers>[1]; // made by mergeAway, never from outside
  return profile.mergeCustomers(run.customer, other, run.at, run.context);
}

/** Raises the events of a profile change, and alerts what it would not take. */
export function raiseChanges(run: StepRun, result: profile.ProfileResult): void {
  run.touch();
  for (const { type, props } of result.raised) run.raise(type, props);
  for (const { code, field, message } of result.problems) run.alert(code, undefined, { field, message });
}
