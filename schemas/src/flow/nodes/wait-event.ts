import { z } from "zod";
import { whereSchema } from "../../condition.js";
import { durationSchema, partIdSchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";

/** The first match in list order leaves by its port. Half-open: an event at exactly start + timeout is too late. */
export const waitEventSchema = nodeSchema(
  "wait.event",
  z.strictObject({
    on: z
      .array(
        z.strictObject({
          id: partIdSchema,
          label: z.string().max(80).default(""),
          event: z.string().min(1),
          where: whereSchema.default({ all: [] }),
        }),
      )
      .min(1)
      .max(20),
    timeout: durationSchema,
    /** Events up to this long before the wait began also match; at most P7D. */
    lookback: durationSchema.optional(),
  }),
);
