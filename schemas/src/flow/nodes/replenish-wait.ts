import { z } from "zod";
import { externalIdSchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";

/** Until predicted run-out minus `leadDays`; `fallbackDays` from arrival when nothing predicts it. */
export const replenishWaitSchema = nodeSchema(
  "replenish.wait",
  z.strictObject({
    leadDays: z.int().min(0).max(180),
    sku: externalIdSchema.optional(),
    fallbackDays: z.int().min(0).max(365),
  }),
);
