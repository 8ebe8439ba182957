import { z } from "zod";
import { CONTACT_RESULTS, INTENTS, SKIP_REASONS, TASK_CHANNELS, TASK_PURPOSES } from "./channel-names.js";

export const taskChannelSchema = z.enum(TASK_CHANNELS);
export type TaskChannel = z.infer<typeof taskChannelSchema>;

export const taskPurposeSchema = z.enum(TASK_PURPOSES);
export type TaskPurpose = z.infer<typeof taskPurposeSchema>;

export const contactResultSchema = z.enum(CONTACT_RESULTS);
export type ContactResult = z.infer<typeof contactResultSchema>;

export const intentSchema = z.enum(INTENTS);
export type Intent = z.infer<typeof intentSchema>;

export const skipReasonSchema = z.enum(SKIP_REASONS);
export type SkipReason = z.infer<typeof skipReasonSchema>;
