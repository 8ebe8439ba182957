import { z } from "zod";
import { whereSchema } from "../condition.js";
import { durationSchema, localTimeSchema, partIdSchema, tagSchema, weekdaySchema } from "../primitives.js";

/** Hours in which customers may be contacted; start > end is overnight and belongs to the day it opens. */
export const contactWindowSchema = z.strictObject({
  start: localTimeSchema,
  end: localTimeSchema,
  days: z.array(weekdaySchema).min(1).max(7),
});
export type ContactWindowSetting = z.infer<typeof contactWindowSchema>;

export const tagChangeSchema = z.strictObject({
  add: z.array(tagSchema).max(50).default([]),
  remove: z.array(tagSchema).max(50).default([]),
});

export const exitRuleSchema = z.strictObject({
  on: z.string().min(1),
  where: whereSchema.default({ all: [] }),
  reason: partIdSchema,
  do: z.strictObject({ tags: tagChangeSchema }).optional(),
});
export type ExitRule = z.infer<typeof exitRuleSchema>;

export const goalSchema = z.strictObject({
  id: partIdSchema,
  on: z.string().min(1),
  where: whereSchema.default({ all: [] }),
  within: durationSchema,
});
export type Goal = z.infer<typeof goalSchema>;

/** never | after_exit | {after}: since the last entry. Always refused while active. */
export const reentrySchema = z.union([
  z.literal("never"),
  z.literal("after_exit"),
  z.strictObject({ after: durationSchema }),
]);

export const flowSettingsSchema = z.strictObject({
  timezone: z.string().min(1).default("Asia/Shanghai"),
  reentry: reentrySchema.default("never"),
  /**
   * Several enrollments of one customer at once, told apart by this property of the entering event (text, number or yes/no).
   * Re-entry counts by key; entries without the property share one. An exit that concerns one key only says so in its
   * `where`, comparing the event with `enrollment.key`.
   */
  key: z.string().min(1).max(64).optional(),
  contactWindow: contactWindowSchema.optional(),
  priority: z.int().min(0).max(100).default(50),
  onBudget: z.enum(["defer", "drop"]).default("defer"),
  deferMax: durationSchema.default("P7D"),
  exitWhen: z.array(exitRuleSchema).max(50).default([]),
  goals: z.array(goalSchema).max(20).default([]),
  /** From entry; then exit with reason max_stay. The newest version's binds everyone inside. */
  maxStay: durationSchema.optional(),
});
export type FlowSettings = z.infer<typeof flowSettingsSchema>;
