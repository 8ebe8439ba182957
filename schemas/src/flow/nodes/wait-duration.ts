import { z } from "zod";
import { durationSchema, localTimeSchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";

/** Sleeps; with `at`, on to the first such local time at or after the end. */
export const waitDurationSchema = nodeSchema(
  "wait.duration",
  z.strictObject({ duration: durationSchema, at: localTimeSchema.optional() }),
);
