import type { JsonObject, Where } from "@sopflow/schemas";
import { customerScope } from "./condition-facts.js";
import type { PublishedFlow } from "./context.js";
import type { StepRun } from "./run.js";
import { seenValues } from "./seen-values.js";

/** What a trigger's condition read of whom it lets in; nothing where another way than its condition led in. */
export function seenAtEntry(
  run: StepRun,
  flow: PublishedFlow,
  trigger: string,
  cause: { readonly id: string; readonly admitted?: boolean },
): JsonObject | undefined {
  const where = conditionOfTrigger(flow, trigger);
  if (where === undefined || !run.recordsValues) return undefined;
  const { event, id, depth } = run.cause;
  const isEventTrigger = flow.newest.plan.nodes[trigger]?.type === "trigger.event";
  // Who waited for its turn came with an event of long ago; another flow's `flow.start` asks no condition.
  const isOwnEvent = event?.id === cause.id;
  if (isEventTrigger ? cause.admitted || !isOwnEvent : depth > 0 && id === cause.id && !isOwnEvent) return undefined;
  const zone = flow.newest.plan.settings.timezone;
  return seenValues([where], customerScope(run, zone, isEventTrigger ? event : undefined));
}

/** What a trigger asks of a customer; undefined for one that asks nothing. */
export function conditionOfTrigger(flow: Pick<PublishedFlow, "newest">, trigger: string): Where | undefined {
  const data = flow.newest.plan.nodes[trigger]?.data;
  if (!data) return undefined;
  if ("audience" in data) return data.audience;
  return "event" in data || "checkAt" in data ? data.where : undefined;
}
