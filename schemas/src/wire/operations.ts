import { z } from "zod";
import { msSchema } from "../primitives.js";
import { listOf, pageLimitSchema } from "./paging.js";

export const recentQuerySchema = z.strictObject({ limit: pageLimitSchema });

export const notificationQuerySchema = recentQuerySchema.extend({
  /** owner, lead or advisor:<id>. */
  to: z.string().min(1).max(140).optional(),
});

/** Something a lead must see: a loop, a customer over its limits, a failed node. */
export const wireAlertSchema = z.object({
  code: z.string(),
  at: msSchema,
  customerId: z.string(),
  flowId: z.string().optional(),
  nodeId: z.string().optional(),
  message: z.string().optional(),
  detail: z.record(z.string(), z.unknown()).optional(),
});
export const alertListSchema = listOf(wireAlertSchema);

/** What a notify node told somebody. */
export const wireNotificationSchema = z.object({
  id: z.string(),
  to: z.string(),
  advisorId: z.string().optional(),
  text: z.string(),
  customerId: z.string(),
  flowId: z.string(),
  nodeId: z.string(),
  at: msSchema,
});
export const notificationListSchema = listOf(wireNotificationSchema);

export const healthSchema = z.object({ status: z.literal("ok") });
export const readySchema = z.object({ status: z.enum(["ready", "starting", "failing"]) });
