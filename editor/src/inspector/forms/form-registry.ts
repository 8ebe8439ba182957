import type { NodeType } from "@sopflow/schemas";
import { ActivityCheckForm } from "./activity-check-form.js";
import { BranchForm } from "./branch-form.js";
import { CampaignRhythmForm } from "./campaign-rhythm-form.js";
import { ExitForm } from "./exit-form.js";
import { FlowStartForm } from "./flow-start-form.js";
import type { NodeForm } from "./node-form.js";
import { NotifyForm } from "./notify-form.js";
import { ProfileSetForm } from "./profile-set-form.js";
import { ReplenishWaitForm } from "./replenish-wait-form.js";
import { SplitForm } from "./split-form.js";
import { TagForm } from "./tag-form.js";
import { TaskForm } from "./task-form.js";
import { TriggerAudienceForm } from "./trigger-audience-form.js";
import { TriggerEventForm } from "./trigger-event-form.js";
import { TriggerManualForm } from "./trigger-manual-form.js";
import { TriggerScheduleForm } from "./trigger-schedule-form.js";
import { WaitConditionForm } from "./wait-condition-form.js";
import { WaitDurationForm } from "./wait-duration-form.js";
import { WaitEventForm } from "./wait-event-form.js";
import { WaitUntilForm } from "./wait-until-form.js";
import { WebhookForm } from "./webhook-form.js";

/** The form of every node type. A type without one, or under another's key, does not compile. */
export const NODE_FORMS: { readonly [T in NodeType]: NodeForm<T> } = {
  "trigger.event": TriggerEventForm,
  "trigger.schedule": TriggerScheduleForm,
  "trigger.audience": TriggerAudienceForm,
  "trigger.manual": TriggerManualForm,
  branch: BranchForm,
  split: SplitForm,
  "activity.check": ActivityCheckForm,
  "wait.duration": WaitDurationForm,
  "wait.until": WaitUntilForm,
  "wait.event": WaitEventForm,
  "wait.condition": WaitConditionForm,
  "replenish.wait": ReplenishWaitForm,
  task: TaskForm,
  "campaign.rhythm": CampaignRhythmForm,
  tag: TagForm,
  "profile.set": ProfileSetForm,
  webhook: WebhookForm,
  notify: NotifyForm,
  "flow.start": FlowStartForm,
  exit: ExitForm,
};

/** The form of a type, for a node of that type. */
export function formOf<T extends NodeType>(type: T): NodeForm<T> {
  const form: unknown = NODE_FORMS[type];
  return form as NodeForm<T>; // the mapped type above ties each key to its own form
}
