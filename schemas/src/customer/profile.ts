import { z } from "zod";
import { taskChannelSchema, taskPurposeSchema } from "../channels.js";
import { msSchema } from "../primitives.js";

/** An advisor's tie to the customer. `removedBy` is set when the friendship ended. */
export const relationSchema = z.object({
  advisorId: z.string(),
  since: msSchema,
  lastChatAt: msSchema.optional(),
  removedBy: z.enum(["customer", "advisor"]).optional(),
});
export type Relation = z.infer<typeof relationSchema>;

/** One remembered order, net of refunds. `amount` and `discount` in fen. */
export const orderRecordSchema = z.object({
  id: z.string(),
  at: msSchema,
  amount: z.int(),
  quantity: z.number(),
  shop: z.string().optional(),
  campaignId: z.string().optional(),
  discount: z.int().optional(),
  /** sku → units of this order, net. */
  skus: z.record(z.string(), z.number()),
  deliveredAt: msSchema.optional(),
  /** Whole order given back. */
  refunded: z.boolean().optional(),
});
export type OrderRecord = z.infer<typeof orderRecordSchema>;

export const skuStatsSchema = z.object({
  count: z.int(),
  quantity: z.number(),
  spend: z.int(),
  firstAt: msSchema,
  lastAt: msSchema,
});

/** Totals over all time plus the newest orders; what was dropped from `recent` lives on in the totals. */
export const orderStatsSchema = z.object({
  count: z.int(),
  spend: z.int(),
  discounted: z.int(),
  firstAt: msSchema.optional(),
  lastAt: msSchema.optional(),
  byShop: z.record(z.string(), z.object({ count: z.int(), spend: z.int() })),
  bySku: z.record(z.string(), skuStatsSchema),
  /** Newest last. Bounded; older than 365 d are dropped first. */
  recent: z.array(orderRecordSchema),
});
export type OrderStats = z.infer<typeof orderStatsSchema>;

/** What replenishment knows of one sku (DOMAIN §4). */
export const replenishItemSchema = z.object({
  /** When each of the last purchases arrived, oldest first, and how many units; at most 12. */
  purchases: z.array(
    z.object({ orderId: z.string(), at: msSchema, quantity: z.number(), campaign: z.boolean().optional() }),
  ),
  /** Predicted run-out. */
  runOutAt: msSchema,
  /** Set by "N days left" from an advisor; replaces the estimate until the next purchase. */
  statedAt: msSchema.optional(),
});
export type ReplenishItem = z.infer<typeof replenishItemSchema>;

/** One contact that counts (or could): kept 400 days at most for the limits and facts. */
export const contactEntrySchema = z.object({
  taskId: z.string(),
  at: msSchema,
  purpose: taskPurposeSchema,
  channel: taskChannelSchema,
  /** Campaign contacts share an allowance per campaign. */
  campaign: z.string().optional(),
  sku: z.string().optional(),
  /** Day allowance used by an earlier slot of the same campaign day, or exempt. */
  free: z.boolean().optional(),
});
export type ContactEntry = z.infer<typeof contactEntrySchema>;

/** Why a customer may not be contacted for marketing (or at all: do_not_disturb). */
export const SUPPRESSION_KINDS = ["not_needed", "do_not_disturb", "unwell", "complaint", "bought_sku"] as const;
export const suppressionSchema = z.object({
  kind: z.enum(SUPPRESSION_KINDS),
  since: msSchema,
  /** Absent = until lifted. */
  until: msSchema.optional(),
  sku: z.string().optional(),
});
export type Suppression = z.infer<typeof suppressionSchema>;

/** Price sensitivity picks the words: high = offers first, low = no offers (DOMAIN §2). */
export const PRICE_SENSITIVITIES = ["low", "mid", "high"] as const;
export const TIERS = ["普通", "一般", "中", "高", "核心"] as const;

export const attributeValueSchema = z.union([z.string().max(500), z.number(), z.boolean()]);
export type AttributeValue = z.infer<typeof attributeValueSchema>;
