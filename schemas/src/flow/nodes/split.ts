import { z } from "zod";
import { partIdSchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";

/** By stable bucket into variants in proportion to their weights; people of a holdout variant are only watched for the goals. */
export const splitSchema = nodeSchema(
  "split",
  z.strictObject({
    experiment: z.string().min(1).max(64).optional(),
    variants: z
      .array(
        z.strictObject({
          id: partIdSchema,
          label: z.string().max(80).default(""),
          weight: z.number().min(0).max(1_000_000),
          holdout: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(20),
  }),
);
