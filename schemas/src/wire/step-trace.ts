import { z } from "zod";
import { flowIdSchema, partIdSchema } from "../primitives.js";
import { pageLimitSchema, pageOf } from "./paging.js";
import { keptDaysShape, traceLineShape } from "./trace-line.js";

export const stepParamsSchema = z.object({ id: flowIdSchema, nodeId: partIdSchema });

/**
 * Numbers of a step that count what happened there. `entered` and `refused` are of triggers; `left` goes by port; `ended`
 * holds those who came to the end of their path, left the flow or failed; `dropped` are tasks that never went out; `arm`
 * are those whom an experiment gave an arm, in one version.
 */
export const STEP_NUMBERS = ["entered", "refused", "arrived", "left", "ended", "failed", "dropped", "arm"] as const;
export type StepNumber = (typeof STEP_NUMBERS)[number];

export const stepTraceQuerySchema = z
  .strictObject({
    what: z.enum(STEP_NUMBERS),
    /** Of `left` only. */
    port: partIdSchema.optional(),
    /** Of `arm` only: its id as the experiments tell it, and the version. */
    arm: z.string().min(1).max(200).optional(),
    version: z.coerce.number().int().positive().optional(),
    limit: pageLimitSchema,
    /** `next` of the previous page. */
    after: z.string().max(400).optional(),
  })
  .refine(({ what, port }) => (what === "left") === (port !== undefined), {
    message: "name the port with `left`, and only there",
    path: ["port"],
  })
  .refine(({ what, arm, version }) => [arm, version].every((part) => (part !== undefined) === (what === "arm")), {
    message: "name arm and version with `arm`, and only there",
    path: ["arm"],
  });

/** One of those that a number counts: who, when, in which version, and why (`detail.reason`, `detail.code`). */
export const stepTraceItemSchema = z.object({
  customerId: z.string(),
  customerName: z.string().optional(),
  advisorId: z.string().optional(),
  ...traceLineShape,
});
export type StepTraceItem = z.infer<typeof stepTraceItemSchema>;

/**
 * Newest first. `total`: the number as it is now; it still counts erased people and what is older than is kept, of which
 * no page tells.
 */
export const stepTracePageSchema = pageOf(stepTraceItemSchema).extend({ total: z.int(), ...keptDaysShape });
export type StepTracePage = z.infer<typeof stepTracePageSchema>;
