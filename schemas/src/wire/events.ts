import { z } from "zod";
import { postedEventSchema } from "../events/envelope.js";
import { describedBy } from "./described-by.js";
import { errorCodeSchema } from "./error.js";

/** Most events in one batch, and the largest body that carries them. */
export const MAX_BATCH_EVENTS = 1_000;
export const MAX_BATCH_BYTES = 2_097_152;

/** One event. Its shape is checked by intake, with intake's codes. */
export const eventBodySchema = describedBy(postedEventSchema);

/** Each is checked on its own (`postedEventSchema`), so that one bad event spoils no other. */
export const eventBatchBodySchema = z.strictObject({
  events: z.array(eventBodySchema.or(z.unknown())).min(1).max(MAX_BATCH_EVENTS),
});

/** What became of one posted event. `code` and `message` say why it was rejected. */
export const eventAnswerSchema = z.object({
  id: z.string().optional(),
  status: z.enum(["accepted", "duplicate", "rejected"]),
  customerId: z.string().optional(),
  code: errorCodeSchema.optional(),
  message: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type EventAnswer = z.infer<typeof eventAnswerSchema>;

/** One answer for each event, in the order of the batch. */
export const eventBatchAnswerSchema = z.object({
  accepted: z.int(),
  duplicate: z.int(),
  rejected: z.int(),
  results: z.array(eventAnswerSchema),
});
export type EventBatchAnswer = z.infer<typeof eventBatchAnswerSchema>;
