import { z } from "zod";
import { taskChannelSchema, taskPurposeSchema } from "../channels.js";
import { jsonObjectSchema } from "../json.js";
import { msSchema } from "../primitives.js";

/** The result of a closed task, as conditions read it. */
export const taskResultSchema = z.object({
  nodeId: z.string(),
  taskId: z.string(),
  outcome: z.string().optional(),
  contact: z.string().optional(),
  intent: z.string().optional(),
  fields: jsonObjectSchema.optional(),
  skipReason: z.string().optional(),
  at: msSchema,
});
export type TaskResult = z.infer<typeof taskResultSchema>;

/** A task that is out with an advisor, as far as the customer's document needs it. */
export const openTaskSchema = z.object({
  id: z.string(),
  nodeId: z.string(),
  visit: z.int(),
  slotId: z.string().optional(),
  issuedAt: msSchema,
  expiresAt: msSchema,
  waits: z.boolean(),
  purpose: taskPurposeSchema,
  channel: taskChannelSchema,
  advisorId: z.string().optional(),
  opened: z.boolean().optional(),
  /** Staff work that other customers' flows share. */
  shared: z.boolean().optional(),
});
export type OpenTask = z.infer<typeof openTaskSchema>;

/** A task that is due but not yet allowed (window, budget, suppression). */
export const pendingTaskSchema = z.object({
  id: z.string(),
  nodeId: z.string(),
  visit: z.int(),
  slotId: z.string().optional(),
  plannedAt: msSchema,
  /** Earliest next try. */
  retryAt: msSchema,
  /** Dropped when not issued by then. */
  giveUpAt: msSchema,
  reason: z.string().optional(),
});
export type PendingTask = z.infer<typeof pendingTaskSchema>;

/** What the current node remembers while it waits; its meaning belongs to the node type. */
export const nodeStateSchema = z.object({
  dueAt: msSchema.optional(),
  /** Replenishment and anchored waits: nothing known, the fallback runs. */
  fallback: z.boolean().optional(),
  /** campaign.rhythm: local day number of its first day. */
  day1: z.int().optional(),
  /** campaign.rhythm: index of the next slot. */
  slot: z.int().optional(),
  /** wait.condition: the next time at which time alone may make it true. */
  checkAt: msSchema.optional(),
  /** The wait was answered while its flow was paused: the way to go when it resumes (FLOW-FORMAT §5). */
  matched: z
    .object({
      port: z.string(),
      to: z.string().nullable(),
      rule: z.string().optional(),
      /** What the decision read, for the trace. */
      seen: jsonObjectSchema.optional(),
      /** Not before then: the flow resumed spread over some hours. */
      at: msSchema.optional(),
    })
    .optional(),
  /** campaign.rhythm: slots that ran before the enrollment was moved, or its days shifted: they never run again. */
  ran: z.array(z.string()).optional(),
});
export type NodeState = z.infer<typeof nodeStateSchema>;

/** An entry that waits for its turn at a throttled trigger; it becomes the enrollment of the same id. */
export const queuedEntrySchema = z.object({
  id: z.string(),
  flowId: z.string(),
  nodeId: z.string(),
  key: z.string().optional(),
  inputId: z.string(),
  props: jsonObjectSchema,
  since: msSchema,
});
export type QueuedEntry = z.infer<typeof queuedEntrySchema>;

/** One customer in one version of one flow. */
export const enrollmentSchema = z.object({
  id: z.string(),
  flowId: z.string(),
  version: z.int(),
  key: z.string().optional(),
  trigger: z.string(),
  enteredAt: msSchema,
  /** Input that made it enter; never exits or fulfils a goal of its own enrollment. */
  entryInputId: z.string(),
  /** Properties of the entering event, at most 2 kB. */
  entry: jsonObjectSchema,
  /** `closing`: the path ended, open tasks and goal windows remain (FLOW-FORMAT §4.9). */
  state: z.enum(["active", "closing"]),
  nodeId: z.string(),
  visit: z.int(),
  since: msSchema,
  visits: z.record(z.string(), z.int()),
  node: nodeStateSchema,
  pending: z.array(pendingTaskSchema),
  tasks: z.array(openTaskSchema),
  results: z.record(z.string(), taskResultSchema),
  lastTask: z.string().optional(),
  /** Arm of each experiment on the way: split node → variant, `node` or `node/slot` with scripts by bucket → script. */
  arms: z.record(z.string(), z.string()).optional(),
  /** goal id → when reached. */
  goals: z.record(z.string(), msSchema),
  /** Latest end of its goal windows. */
  goalsUntil: msSchema.optional(),
  endedAt: msSchema.optional(),
  endReason: z.string().optional(),
  /** The last end of a pause of its flow that it has taken into account. */
  resumedAt: msSchema.optional(),
});
export type Enrollment = z.infer<typeof enrollmentSchema>;
