import { z } from "zod";
import { msSchema } from "../primitives.js";
import { stepNamesShape } from "./step-names.js";

/** One line of what flows did about an input of a customer, with the names that the step has now. */
export const traceLineShape = {
  /** Log position of the input; with `ordinal`, the line's place. */
  seq: z.int(),
  ordinal: z.int(),
  at: msSchema,
  what: z.string(),
  flowId: z.string(),
  version: z.int(),
  nodeId: z.string(),
  /** Empty where no enrollment began. */
  enrollmentId: z.string(),
  ...stepNamesShape,
  detail: z.record(z.string(), z.unknown()).optional(),
} as const;

/** Lines are kept so many days (`traceDays` of the settings); older ones are gone, and only counted. */
export const keptDaysShape = { keptDays: z.int() } as const;
