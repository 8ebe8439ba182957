import { z } from "zod";
import { contactResultSchema, intentSchema, taskChannelSchema, taskPurposeSchema } from "../channels.js";
import { whereSchema } from "../condition.js";
import { durationSchema, instantSchema, partIdSchema, templateTextSchema } from "../primitives.js";
import { materialSchema } from "./material.js";
import { exitRuleSchema, tagChangeSchema } from "./settings.js";

const outcomeFieldSchema = z.strictObject({
  id: partIdSchema,
  label: z.string().min(1).max(80),
  type: z.enum(["text", "number", "date", "boolean", "daysLeft"]),
});

const outcomeSchema = z.strictObject({
  id: partIdSchema,
  label: z.string().min(1).max(80),
  contact: contactResultSchema.optional(),
  intent: intentSchema.optional(),
  tags: tagChangeSchema.optional(),
  fields: z.array(outcomeFieldSchema).max(20).optional(),
});
export type TaskOutcome = z.infer<typeof outcomeSchema>;

const assignSchema = z
  .string()
  .regex(/^(owner|pool:[\p{L}\p{N}_-]{1,64}|advisor:.{1,128})$/u, "use owner, pool:<name> or advisor:<id>");

/** Shared by `task` nodes and campaign slots (FLOW-FORMAT §3.1). */
export const taskFields = {
  title: templateTextSchema.min(1).max(120),
  /** The first whose `where` holds is used. */
  scripts: z
    .array(z.strictObject({ id: partIdSchema, where: whereSchema.optional(), text: templateTextSchema.min(1) }))
    .min(1)
    .max(20)
    .optional(),
  /** Short for one script without a condition. */
  script: templateTextSchema.min(1).optional(),
  materials: z.array(materialSchema).max(9).default([]),
  channel: taskChannelSchema.default("chat"),
  scope: z.enum(["customer", "advisor"]).default("customer"),
  assign: assignSchema.default("owner"),
  fallback: assignSchema.default("pool:default"),
  purpose: taskPurposeSchema.default("marketing"),
  priority: z.int().min(0).max(100).default(50),
  /** From issue to when it should be done. */
  dueIn: durationSchema.default("P1D"),
  /** From issue to when it closes by itself. */
  expireIn: durationSchema.default("P3D"),
  /** Not issued after it, whatever delayed it. */
  validUntil: instantSchema.optional(),
  /** Asked again when issued and when opened; not true = stale. */
  where: whereSchema.optional(),
  cancelOn: z
    .array(exitRuleSchema.omit({ do: true }))
    .max(20)
    .default([]),
  outcomes: z.array(outcomeSchema).max(20).default([]),
  skipReasons: z.array(z.string().min(1).max(80)).max(20).default([]),
  /**
   * What happens when nobody who may do it has capacity left that day: wait for the next day, become a group send, or not
   * go out at all. Absent = as the brand's settings say.
   */
  onFull: z.enum(["defer", "group_send", "drop"]).optional(),
};
