import type { AttributeValue, JsonObject } from "@sopflow/schemas";
import {
  addTags,
  applyEventToProfile,
  type ProfileChanges,
  type ProfileResult,
  removeTags,
  startChanges,
} from "../profile/index.js";
import type { JourneyEvent, StepRun } from "./run.js";

/** Changes tags as a node or an outcome asks; each real change is raised as an event. */
export function changeTags(run: StepRun, tags: { readonly add: readonly string[]; readonly remove: readonly string[] }): void {
  const changes = startChanges();
  removeTags(run.customer, tags.remove, changes);
  addTags(run.customer, tags.add, run.at, run.context.taxonomy, changes);
  raiseChanges(run, changes.finish());
}

/** Sets stage and attributes as a `profile.set` node asks; null removes an attribute. */
export function setProfile(
  run: StepRun,
  set: { readonly stage?: string; readonly attributes?: Readonly<Record<string, AttributeValue | null>> },
): void {
  const props: JsonObject = { ...(set.stage === undefined ? {} : { stage: set.stage }), ...(set.attributes ? { attributes: { ...set.attributes } } : {}) };
  const event = { id: run.causeId, type: "profile.changed", source: "flow", at: run.at, props };
  const result = applyEventToProfile(run.customer, event, run.at, run.context);
  raiseChanges(run, result);
  if (result.changed.size > 0) run.raise("profile.changed", { changed: [...result.changed], ...props });
}

/** Applies an input's effect on the profile, and raises what follows from it. */
export function updateProfile(run: StepRun, event: JourneyEvent): ProfileResult {
  const result = applyEventToProfile(run.customer, event, run.at, run.context);
  for (const problem of result.problems) {
    run.alert(problem.code, undefined, { event: event.id, field: problem.field, message: problem.message });
  }
  raiseChanges(run, result);
  return result;
}

/** Raises the events of a profile change. */
export function raiseChanges(run: StepRun, result: Pick<ProfileChanges, "raised">): void {
  run.touch();
  for (const { type, props } of result.raised) run.raise(type, props);
}
