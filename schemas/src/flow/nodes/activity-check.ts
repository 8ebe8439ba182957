import { z } from "zod";
import { nodeSchema } from "../node-base.js";

/** Whole calendar days since own activity (DOMAIN §3); the smallest N that holds picks the port. */
export const activityCheckSchema = nodeSchema(
  "activity.check",
  z.strictObject({
    days: z
      .array(z.int().min(0).max(365))
      .min(1)
      .max(6)
      .refine((d) => d.every((n, i) => i === 0 || n > (d[i - 1] ?? -1)), "days must rise, such as 3, 7, 14")
      .default([3, 7, 14]),
  }),
);
