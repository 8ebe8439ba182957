import { z } from "zod";
import { customerSchema } from "../customer/customer.js";
import { enrollmentSchema } from "../customer/enrollment.js";
import { TIERS } from "../customer/profile-names.js";
import { externalIdSchema, msSchema, tagSchema } from "../primitives.js";
import { pageLimitSchema, pageOf } from "./paging.js";
import { stepNamesShape } from "./step-names.js";

export const customerParamsSchema = z.object({ id: externalIdSchema });

export const customerQuerySchema = z.strictObject({
  /** Part of the name, or a whole customer id or identity value. */
  search: z.string().trim().min(1).max(128).optional(),
  tag: tagSchema.optional(),
  tier: z.enum(TIERS).optional(),
  advisorId: externalIdSchema.optional(),
  limit: pageLimitSchema,
  after: externalIdSchema.optional(),
});

/** A row of the list of customers. Money in fen. */
export const customerSummarySchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  advisorId: z.string().optional(),
  tier: z.string().optional(),
  stage: z.string().optional(),
  tags: z.array(z.string()),
  status: customerSchema.shape.status,
  orderCount: z.int(),
  spend: z.int(),
  activityAt: msSchema.optional(),
});
export type WireCustomerSummary = z.infer<typeof customerSummarySchema>;
export const customerPageSchema = pageOf(customerSummarySchema).extend({ total: z.int().optional() });

/** A customer as a page shows it: the profile and where it stands, without what only the engine needs. */
export const customerViewSchema = customerSchema
  .pick({
    id: true,
    version: true,
    clock: true,
    status: true,
    holdReason: true,
    createdAt: true,
    name: true,
    salutation: true,
    advisorId: true,
    relations: true,
    channel: true,
    friendSince: true,
    stage: true,
    tier: true,
    priceSensitivity: true,
    tags: true,
    tagUntil: true,
    attributes: true,
    identities: true,
    bound: true,
    referrals: true,
    orders: true,
    activityAt: true,
    activityLevel: true,
    replenish: true,
    contacts: true,
    suppressions: true,
    flows: true,
  })
  .extend({
    /** What the brand calls the customer's attributes, by their ids, for those who may not read settings. */
    attributeLabels: z.record(z.string(), z.string()),
    enrollments: z.array(
      enrollmentSchema
        .pick({
          id: true,
          flowId: true,
          version: true,
          state: true,
          nodeId: true,
          enteredAt: true,
          since: true,
          goals: true,
          node: true,
        })
        .extend(stepNamesShape),
    ),
  });
export type CustomerView = z.infer<typeof customerViewSchema>;

/**
 * A customer as a preview of a flow starts from it: the whole profile with what the engine knows of it, and which flows it
 * is in. What only the log and the store need stays out.
 */
export const previewCustomerSchema = customerSchema
  .omit({
    partition: true,
    version: true,
    seq: true,
    recent: true,
    mergedInto: true,
    mergedFrom: true,
    audience: true,
    rate: true,
    sizeBytes: true,
    holdReason: true,
  })
  .extend({
    enrollments: z.array(enrollmentSchema.pick({ id: true, flowId: true, state: true, enteredAt: true })),
  });
export type PreviewCustomer = z.infer<typeof previewCustomerSchema>;
