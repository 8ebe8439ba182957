import { z } from "zod";
import { jsonSchema } from "../../json.js";
import { nodeSchema } from "../node-base.js";

/**
 * Calls out by POST, at least once, with the same `idempotency-key` at every try: 10 s each, 5 tries within 1 h. Any 2xx is
 * `ok`; redirects are not followed. Only to hosts that the brand's settings allow. Texts in `body` are templates; without
 * one it says who, where and why. Values of `headers` may name a secret, `{{secret.<name>}}`, which no file ever holds.
 */
export const webhookSchema = nodeSchema(
  "webhook",
  z.strictObject({
    url: z.url({ protocol: /^https?$/ }).max(2_000),
    headers: z.record(z.string().max(100), z.string().max(1_000)).default({}),
    body: jsonSchema.optional(),
  }),
);
