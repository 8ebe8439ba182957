import { z } from "zod";
import { jsonObjectSchema } from "../json.js";
import { externalIdSchema, flowIdSchema } from "../primitives.js";
import { listOf } from "./paging.js";

/** Customers of one request to start a flow. */
export const MAX_STARTED_CUSTOMERS = 1_000;

/** Puts customers into a flow by its manual trigger. */
export const startFlowBodySchema = z.strictObject({
  /** Customer ids. */
  customers: z.array(externalIdSchema).min(1).max(MAX_STARTED_CUSTOMERS),
  /** What the flow sees as the entering event's properties (`enrollment.entry`). */
  entry: jsonObjectSchema.default({}),
});
export type StartFlowBody = z.infer<typeof startFlowBodySchema>;

/** `accepted` is on record: the flow's own rules say a moment later whether the customer enters. */
export const startFlowAnswerSchema = z.object({
  flowId: z.string(),
  accepted: z.int(),
  /** The same request was on record already. */
  duplicate: z.int(),
  /** Ids that are nobody's, or nobody the caller may see. */
  unknown: z.array(z.string()),
});
export type StartFlowAnswer = z.infer<typeof startFlowAnswerSchema>;

/** Live flows that people may be put into by hand. */
export const startableFlowListSchema = listOf(z.object({ flowId: flowIdSchema, name: z.string() }));
