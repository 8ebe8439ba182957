import { z } from "zod";
import { jsonObjectSchema } from "../json.js";
import { externalIdSchema, instantSchema } from "../primitives.js";

/** How an event names its customer: by id, or by an identity that intake resolves before anything else. */
export const customerReferenceSchema = z.union([
  externalIdSchema,
  z.strictObject({ idType: z.string().min(1).max(32), value: externalIdSchema }),
]);
export type CustomerReference = z.infer<typeof customerReferenceSchema>;

/** An event as it is posted. (source, id) is handled once for 400 days. `at` is the moment it happened. */
export const postedEventSchema = z.strictObject({
  id: externalIdSchema,
  source: z.string().min(1).max(64).default("api"),
  type: z.string().min(1).max(128),
  customer: customerReferenceSchema,
  at: instantSchema,
  props: jsonObjectSchema.default({}),
  /** Updates the profile and matches nothing; the default of imports. */
  history: z.boolean().optional(),
});
export type PostedEvent = z.infer<typeof postedEventSchema>;
/** A posted event as its sender writes it. */
export type PostedEventInput = z.input<typeof postedEventSchema>;

/** Largest event, in bytes of its JSON (FLOW-FORMAT §7). */
export const MAX_EVENT_BYTES = 16_384;
/** How far an event's `at` may lie in the future before it is refused, in ms (FLOW-FORMAT §4.1). */
export const MAX_FUTURE_MS = 5 * 60_000;
