import type { FlowNode, NodeType } from "@sopflow/schemas";
import type { Locale } from "../i18n/locale.js";
import { type Names, NO_NAMES } from "../i18n/names.js";
import type { NodeView } from "./node-view.js";
import { activityCheck } from "./types/activity-check.js";
import { branch } from "./types/branch.js";
import { campaignRhythm } from "./types/campaign-rhythm.js";
import { exit } from "./types/exit.js";
import { flowStart } from "./types/flow-start.js";
import { notify } from "./types/notify.js";
import { profileSet } from "./types/profile-set.js";
import { replenishWait } from "./types/replenish-wait.js";
import { split } from "./types/split.js";
import { tag } from "./types/tag.js";
import { task } from "./types/task.js";
import { triggerAudience } from "./types/trigger-audience.js";
import { triggerEvent } from "./types/trigger-event.js";
import { triggerManual } from "./types/trigger-manual.js";
import { triggerSchedule } from "./types/trigger-schedule.js";
import { waitCondition } from "./types/wait-condition.js";
import { waitDuration } from "./types/wait-duration.js";
import { waitEvent } from "./types/wait-event.js";
import { waitUntil } from "./types/wait-until.js";
import { webhook } from "./types/webhook.js";

/** How every node type is shown. A type without an entry, or under another's key, does not compile. */
export const NODE_VIEWS: { readonly [T in NodeType]: NodeView<T> } = {
  "trigger.event": triggerEvent,
  "trigger.schedule": triggerSchedule,
  "trigger.audience": triggerAudience,
  "trigger.manual": triggerManual,
  branch: branch,
  split: split,
  "activity.check": activityCheck,
  "wait.duration": waitDuration,
  "wait.until": waitUntil,
  "wait.event": waitEvent,
  "wait.condition": waitCondition,
  "replenish.wait": replenishWait,
  task: task,
  "campaign.rhythm": campaignRhythm,
  tag: tag,
  "profile.set": profileSet,
  webhook: webhook,
  notify: notify,
  "flow.start": flowStart,
  exit: exit,
};

/** Every node type, in the palette's order. */
export const NODE_TYPES: readonly NodeType[] = Object.keys(NODE_VIEWS) as NodeType[]; // keys of the mapped type above

/** How a node's type is shown. */
export function viewOf<T extends NodeType>(node: { readonly type: T }): NodeView<T> {
  const view: unknown = NODE_VIEWS[node.type];
  return view as NodeView<T>; // the mapped type above ties each key to its own view
}

/** What a node does, in one line of plain words. */
export const summaryOf = (node: Pick<FlowNode, "type" | "data">, locale: Locale, names: Names = NO_NAMES): string =>
  viewOf(node).summary(node.data, locale, names);

/** A node's title: its author's label, or what its type is called. */
export const titleOf = (node: Pick<FlowNode, "type" | "label">, locale: Locale): string =>
  node.label !== undefined && node.label !== "" ? node.label : viewOf(node).title[locale];

/** What a port is called. */
export const portLabelOf = (node: Pick<FlowNode, "type" | "data">, port: string, locale: Locale): string =>
  viewOf(node).portLabel(node.data, port, locale) ?? port;
