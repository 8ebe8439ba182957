import { z } from "zod";
import { whereSchema } from "../../condition.js";
import { partIdSchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";

/** The first case that holds is taken; `else` otherwise. */
export const branchSchema = nodeSchema(
  "branch",
  z.strictObject({
    cases: z
      .array(z.strictObject({ id: partIdSchema, label: z.string().max(80).default(""), where: whereSchema }))
      .min(1)
      .max(50),
  }),
);
