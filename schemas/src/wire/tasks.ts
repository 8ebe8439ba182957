import { z } from "zod";
import { contactResultSchema, intentSchema, taskChannelSchema } from "../channels.js";
import { jsonObjectSchema } from "../json.js";
import { externalIdSchema, flowIdSchema, msSchema, partIdSchema } from "../primitives.js";
import { taskSchema, taskStateSchema } from "../task.js";
import { pageLimitSchema, pageOf } from "./paging.js";
import { stepNamesShape } from "./step-names.js";

export const taskParamsSchema = z.object({ id: externalIdSchema });

export const taskQuerySchema = z.strictObject({
  advisorId: externalIdSchema.optional(),
  /** For whose on-time rate they count: who had them when they fell due, or when they were closed before. */
  answerableId: externalIdSchema.optional(),
  /** Only those in group sends that WeCom has made and the advisor has not confirmed. */
  unconfirmed: z.stringbool().optional(),
  customerId: externalIdSchema.optional(),
  flowId: flowIdSchema.optional(),
  nodeId: partIdSchema.optional(),
  /** One state, or several with commas between. */
  state: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(taskStateSchema).min(1))
    .optional(),
  /** Deadlines from then on, and until before then, epoch ms. */
  dueFrom: z.coerce.number().int().optional(),
  dueBefore: z.coerce.number().int().optional(),
  /** Done, skipped or withdrawn from then on, and until before then, epoch ms. */
  closedFrom: z.coerce.number().int().optional(),
  closedBefore: z.coerce.number().int().optional(),
  /** What the customer meant, as the result tells. */
  intent: intentSchema.optional(),
  channel: taskChannelSchema.optional(),
  /** `latest`: the latest deadline first, for looking back. */
  order: z.enum(["due", "latest"]).default("due"),
  limit: pageLimitSchema,
  after: externalIdSchema.optional(),
});
/** A task with what its flow and step are called. */
export const wireTaskSchema = taskSchema.extend(stepNamesShape);
export type WireTask = z.infer<typeof wireTaskSchema>;
/** `total`: how many there are on all pages; only on the first, and not where tasks are sought by traits of their result. */
export const taskPageSchema = pageOf(wireTaskSchema).extend({ total: z.int().optional() });

/** Makes repeating a request harmless: the same key for the same task counts once. */
export const idempotencyHeadersSchema = z.object({ "idempotency-key": z.string().min(1).max(128).optional() });

/**
 * When it was done, epoch ms, where that was without a connection; absent = now. Never ahead of the server's clock, and
 * never further back than events may be late (settings `latenessHours`).
 */
const madeAt = msSchema.optional();

export const completeTaskBodySchema = z.strictObject({
  /** Id of one of the task's outcomes; only a task without any is completed without. */
  outcome: partIdSchema.optional(),
  contact: contactResultSchema.optional(),
  intent: intentSchema.optional(),
  fields: jsonObjectSchema.optional(),
  note: z.string().max(2_000).optional(),
  evidence: z.enum(["button", "sidebar", "group_send_result", "moment_result", "own_word"]).optional(),
  madeAt,
});
export const skipTaskBodySchema = z.strictObject({
  reason: z.string().trim().min(1).max(80),
  note: z.string().max(2_000).optional(),
  madeAt,
});
/** Epoch ms. */
export const postponeTaskBodySchema = z.strictObject({ until: msSchema, madeAt });

/** `accepted`: on record, and the flow goes on from there. `duplicate`: was on record already. */
export const taskActionAnswerSchema = z.object({
  taskId: z.string(),
  status: z.enum(["accepted", "duplicate"]),
});
