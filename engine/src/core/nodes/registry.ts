import type { NodeType } from "@sopflow/schemas";
import { activityCheck } from "./activity-check.js";
import { branch } from "./branch.js";
import { campaignRhythm } from "./campaign-rhythm.js";
import { exit } from "./exit.js";
import { flowStart } from "./flow-start.js";
import type { NodeDefinition } from "./node-definition.js";
import { notify } from "./notify.js";
import { profileSet } from "./profile-set.js";
import { replenishWait } from "./replenish-wait.js";
import { split } from "./split.js";
import { tag } from "./tag.js";
import { task } from "./task.js";
import { triggerAudience } from "./trigger-audience.js";
import { triggerEvent } from "./trigger-event.js";
import { triggerManual } from "./trigger-manual.js";
import { triggerSchedule } from "./trigger-schedule.js";
import { waitCondition } from "./wait-condition.js";
import { waitDuration } from "./wait-duration.js";
import { waitEvent } from "./wait-event.js";
import { waitUntil } from "./wait-until.js";
import { webhook } from "./webhook.js";

/** Every node type's definition. A type without one, or under another's key, does not compile. */
export const NODE_DEFINITIONS: { readonly [T in NodeType]: NodeDefinition<T> } = {
  "trigger.event": triggerEvent,
  "trigger.schedule": triggerSchedule,
  "trigger.audience": triggerAudience,
  "trigger.manual": triggerManual,
  branch,
  split,
  "activity.check": activityCheck,
  "wait.duration": waitDuration,
  "wait.until": waitUntil,
  "wait.event": waitEvent,
  "wait.condition": waitCondition,
  "replenish.wait": replenishWait,
  task,
  "campaign.rhythm": campaignRhythm,
  tag,
  "profile.set": profileSet,
  webhook,
  notify,
  "flow.start": flowStart,
  exit,
};

/** The definition of a node's type; the only place where code depends on the type of a node at hand. */
export function definitionOf<T extends NodeType>(node: { readonly type: T }): NodeDefinition<T> {
  const definition: unknown = NODE_DEFINITIONS[node.type];
  return definition as NodeDefinition<T>; // the mapped type above ties each key to its own definition
}
