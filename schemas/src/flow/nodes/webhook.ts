import { z } from "zod";
import { jsonSchema } from "../../json.js";
import { nodeSchema } from "../node-base.js";

/** ○ Calls out at least once, with an idempotency key; 10 s, 5 tries within 1 h. */
export const webhookSchema = nodeSchema(
  "webhook",
  z.strictObject({
    url: z.url({ protocol: /^https?$/ }).max(2_000),
    headers: z.record(z.string().max(100), z.string().max(1_000)).default({}),
    body: jsonSchema.optional(),
  }),
);
