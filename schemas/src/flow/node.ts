import { z } from "zod";
import { activityCheckSchema } from "./nodes/activity-check.js";
import { branchSchema } from "./nodes/branch.js";
import { campaignRhythmSchema } from "./nodes/campaign-rhythm.js";
import { exitNodeSchema } from "./nodes/exit.js";
import { flowStartSchema } from "./nodes/flow-start.js";
import { notifySchema } from "./nodes/notify.js";
import { profileSetSchema } from "./nodes/profile-set.js";
import { replenishWaitSchema } from "./nodes/replenish-wait.js";
import { splitSchema } from "./nodes/split.js";
import { tagNodeSchema } from "./nodes/tag.js";
import { taskNodeSchema } from "./nodes/task.js";
import { triggerAudienceSchema } from "./nodes/trigger-audience.js";
import { triggerEventSchema } from "./nodes/trigger-event.js";
import { triggerManualSchema } from "./nodes/trigger-manual.js";
import { triggerScheduleSchema } from "./nodes/trigger-schedule.js";
import { waitConditionSchema } from "./nodes/wait-condition.js";
import { waitDurationSchema } from "./nodes/wait-duration.js";
import { waitEventSchema } from "./nodes/wait-event.js";
import { waitUntilSchema } from "./nodes/wait-until.js";
import { webhookSchema } from "./nodes/webhook.js";

/** Every node of a flow, told apart by `type`. Registries elsewhere are typed by this union. */
export const flowNodeSchema = z.discriminatedUnion("type", [
  triggerEventSchema,
  triggerScheduleSchema,
  triggerAudienceSchema,
  triggerManualSchema,
  branchSchema,
  splitSchema,
  activityCheckSchema,
  waitDurationSchema,
  waitUntilSchema,
  waitEventSchema,
  waitConditionSchema,
  replenishWaitSchema,
  taskNodeSchema,
  campaignRhythmSchema,
  tagNodeSchema,
  profileSetSchema,
  webhookSchema,
  notifySchema,
  flowStartSchema,
  exitNodeSchema,
]);

export type FlowNode = z.infer<typeof flowNodeSchema>;
export type NodeType = FlowNode["type"];
/** The node of one type. */
export type NodeOf<T extends NodeType> = Extract<FlowNode, { type: T }>;
/** The parameters of one type. */
export type DataOf<T extends NodeType> = NodeOf<T>["data"];
