import { z } from "zod";
import { msSchema } from "../primitives.js";
import { listOf } from "./paging.js";
import { stepNamesShape } from "./step-names.js";

/** A step that issued far more tasks than usual within an hour and was stopped. */
export const stoppedStepSchema = z.object({
  flowId: z.string(),
  nodeId: z.string(),
  at: msSchema,
  /** Tasks within the hour, and how many were expected. */
  count: z.int(),
  forecast: z.int(),
  ...stepNamesShape,
});
export type StoppedStep = z.infer<typeof stoppedStepSchema>;
export const stoppedStepListSchema = listOf(stoppedStepSchema);

/** On record; the people who wait there go on a moment later. */
export const releaseAnswerSchema = z.object({ status: z.literal("accepted") });
