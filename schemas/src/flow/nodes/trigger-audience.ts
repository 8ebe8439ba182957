import { z } from "zod";
import { whereSchema } from "../../condition.js";
import { localTimeSchema } from "../../primitives.js";
import { nodeSchema, triggerCommon } from "../node-base.js";

/** A customer who starts to match enters: on its own events, and at the next `checkAt` after time alone makes it true. */
export const triggerAudienceSchema = nodeSchema(
  "trigger.audience",
  z.strictObject({ where: whereSchema, checkAt: localTimeSchema.default("09:00"), ...triggerCommon }),
);
