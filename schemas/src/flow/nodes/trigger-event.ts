import { z } from "zod";
import { whereSchema } from "../../condition.js";
import { durationSchema, templateTextSchema } from "../../primitives.js";
import { materialSchema } from "../material.js";
import { nodeSchema, triggerCommon } from "../node-base.js";

/** The customer of a matching event enters, after the event has updated the profile. */
export const triggerEventSchema = nodeSchema(
  "trigger.event",
  z.strictObject({
    event: z.string().min(1),
    where: whereSchema.default({ all: [] }),
    /** Events that were received later than this after they happened do not enter. */
    maxAge: durationSchema.optional(),
    /** Sent at once when a friend is added, past all queues. */
    welcome: z
      .strictObject({ text: templateTextSchema, materials: z.array(materialSchema).max(9).default([]) })
      .optional(),
    ...triggerCommon,
  }),
);
