import { z } from "zod";
import { nodeSchema } from "../node-base.js";

const factReferenceSchema = z.strictObject({ fact: z.string().min(1), path: z.string().min(1).optional() });
const valueSchema = z.union([z.string().max(500), z.number(), z.boolean(), z.null(), factReferenceSchema]);

/** Sets stage and attributes; a value may be taken from a fact. `null` removes an attribute. */
export const profileSetSchema = nodeSchema(
  "profile.set",
  z.strictObject({
    set: z.strictObject({
      stage: z.union([z.string().min(1).max(64), factReferenceSchema]).optional(),
      attributes: z.record(z.string().min(1).max(64), valueSchema).optional(),
    }),
  }),
);
