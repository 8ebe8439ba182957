import { z } from "zod";
import { flowIdSchema, localDateSchema, msSchema, partIdSchema } from "../primitives.js";
import { pageLimitSchema, pageOf } from "./paging.js";
import { stepNamesShape } from "./step-names.js";
import { keptDaysShape } from "./trace-line.js";

/**
 * What became of planned tasks that did not go out as planned: put off (each time counts), given up, given up because
 * their condition held no more, or sent by another channel.
 */
export const HELD_KINDS = ["deferred", "dropped", "stale", "downgraded"] as const;
export const heldKindSchema = z.enum(HELD_KINDS);
export type HeldKind = z.infer<typeof heldKindSchema>;

const filters = {
  what: heldKindSchema.optional(),
  reason: z.string().max(80).optional(),
  advisorId: z.string().max(128).optional(),
  /** Local dates of the flows' zones, both included. */
  from: localDateSchema.optional(),
  to: localDateSchema.optional(),
};

export const heldQuerySchema = z.strictObject({ flowId: flowIdSchema.optional(), ...filters });
export type HeldQuery = z.infer<typeof heldQuerySchema>;

const sumSchema = z.object({ key: z.string(), count: z.int() });

/** Sums of the same cases by each side; every list falls from the most. Advisor "" = customers without an owner. */
export const heldSumsSchema = z.object({
  total: z.int(),
  byReason: z.array(sumSchema.extend({ what: heldKindSchema })),
  byFlow: z.array(sumSchema.extend({ name: z.string() })),
  /** Ascending by date. */
  byDay: z.array(sumSchema),
  byAdvisor: z.array(sumSchema.extend({ name: z.string().optional() })),
  /** Each opens its list. */
  bySteps: z.array(
    z.object({
      flowId: z.string(),
      nodeId: z.string(),
      what: heldKindSchema,
      reason: z.string(),
      count: z.int(),
      ...stepNamesShape,
    }),
  ),
});
export type HeldSums = z.infer<typeof heldSumsSchema>;

export const heldLinesQuerySchema = z.strictObject({
  flowId: flowIdSchema,
  nodeId: partIdSchema,
  ...filters,
  what: heldKindSchema,
  limit: pageLimitSchema,
  after: z.string().max(400).optional(),
});
export const heldLineSchema = z.object({
  customerId: z.string(),
  customerName: z.string().optional(),
  advisorId: z.string().optional(),
  /** Log position of the input at which it was held: `GET /v1/customers/{id}/why/{seq}` tells more. */
  seq: z.int(),
  at: msSchema,
  reason: z.string(),
  /** What had put it off before it was given up. */
  cause: z.string().optional(),
  /** Next try, of a task that was put off. */
  until: msSchema.optional(),
});
export const heldLinePageSchema = pageOf(heldLineSchema).extend(keptDaysShape);
export type HeldLinePage = z.infer<typeof heldLinePageSchema>;
