import { z } from "zod";
import { externalIdSchema, msSchema } from "../primitives.js";

/** Customers of one advisor, who pass on to another. */
export const handOverBodySchema = z.strictObject({
  from: externalIdSchema,
  to: externalIdSchema,
  /** Left out: everybody whose owner `from` is. */
  customerIds: z.array(externalIdSchema).min(1).max(2_000).optional(),
  /** Said to each customer by WeCom when it is done; not where `from` has left the corp. */
  message: z.string().trim().max(200).optional(),
  /** `from` has left the corp at WeCom. */
  leaver: z.boolean().default(false),
});
export type HandOverBody = z.input<typeof handOverBodySchema>;

export const handOverAnswerSchema = z.object({
  /** WeCom is asked for these; they may refuse for 24 hours. */
  asked: z.int(),
  /** Nobody of WeCom: they belong to the new advisor now. */
  done: z.int(),
  /** They are being handed over already, and stay as they are. */
  busy: z.array(z.string()),
  /** Not this advisor's, or gone. */
  unknown: z.array(z.string()),
});
export type HandOverAnswer = z.infer<typeof handOverAnswerSchema>;

export const wireHandOverSchema = z.object({
  customerId: z.string(),
  customerName: z.string().optional(),
  from: z.string(),
  to: z.string(),
  state: z.enum(["planned", "asking", "waiting", "done", "refused", "full", "failed"]),
  at: msSchema,
  endedAt: msSchema.optional(),
  /** WeCom's errcode. */
  code: z.int().optional(),
  problem: z.object({ zh: z.string(), en: z.string() }).optional(),
});
export type WireHandOver = z.infer<typeof wireHandOverSchema>;

export const handOverQuerySchema = z.strictObject({
  from: externalIdSchema.optional(),
  customerId: externalIdSchema.optional(),
});
export const handOverListSchema = z.object({
  /** Newest first, at most 500. */
  items: z.array(wireHandOverSchema),
  counts: z.record(z.string(), z.int()),
});
export type HandOverList = z.infer<typeof handOverListSchema>;
