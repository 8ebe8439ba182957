import { z } from "zod";
import { whereSchema } from "../../condition.js";
import { instantSchema } from "../../primitives.js";
import { nodeSchema, triggerCommon } from "../node-base.js";

/** Everyone who matches `audience` at the time enters. Exactly one of `cron` and `at`. */
export const triggerScheduleSchema = nodeSchema(
  "trigger.schedule",
  z
    .strictObject({
      cron: z.string().min(1).max(120).optional(),
      at: instantSchema.optional(),
      audience: whereSchema,
      /** What becomes of occurrences missed while the engine was down: the latest one runs, or none. */
      catchUp: z.enum(["last", "none"]).default("last"),
      /**
       * Only so many of those who match and may enter, drawn anew and evenly for each occurrence: by hash of customer and
       * occurrence, so that a replay draws the same people.
       */
      sample: z.strictObject({ n: z.int().positive() }).optional(),
      ...triggerCommon,
    })
    .refine((d) => (d.cron === undefined) !== (d.at === undefined), {
      error: "give either cron or at",
      path: ["cron"],
      params: { code: "trigger.cron_or_at" },
    }),
);
