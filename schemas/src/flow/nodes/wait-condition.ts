import { z } from "zod";
import { whereSchema } from "../../condition.js";
import { durationSchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";

/** `met` at once if true, then on the customer's events and when time alone makes it true; else `timeout`. */
export const waitConditionSchema = nodeSchema(
  "wait.condition",
  z.strictObject({ where: whereSchema, timeout: durationSchema }),
);
