import { z } from "zod";
import { taskChannelSchema, taskPurposeSchema } from "../channels.js";
import { msSchema } from "../primitives.js";
import { SUPPRESSION_KINDS } from "./profile-names.js";

/**
 * An advisor's tie to the customer. It is a friendship while `since` is later than `removedAt`: kept as two times, so
 * that a late "added" or "removed" cannot undo what came after it.
 */
export const relationSchema = z.object({
  advisorId: z.string(),
  since: msSchema,
  /** Newest "added", where it is not `since`. */
  addedAt: msSchema.optional(),
  lastChatAt: msSchema.optional(),
  removedAt: msSchema.optional(),
  removedBy: z.enum(["customer", "advisor"]).optional(),
});
export type Relation = z.infer<typeof relationSchema>;

/** What one order holds of one sku. Units are gross; `returned` is what refunds took back. */
export const orderedSkuSchema = z.object({
  units: z.number(),
  /** Fen paid for the units. */
  amount: z.int(),
  /** Units on top that cost nothing. */
  gifts: z.number().optional(),
  returned: z.number().optional(),
});
export type OrderedSku = z.infer<typeof orderedSkuSchema>;

/**
 * One remembered order, GROSS, with its refunds beside it; what it counts for is net and computed from both. A refund
 * or delivery that comes before the payment leaves a record with `paid: false`, which counts for nothing.
 */
export const orderRecordSchema = z.object({
  id: z.string(),
  /** Paid at. */
  at: msSchema,
  paid: z.boolean(),
  /** Fen, gross. */
  amount: z.int(),
  /** Fen given back, over all refunds. */
  refunded: z.int(),
  /** Refunds that are in `refunded`, so that one told twice counts once. */
  refundIds: z.array(z.string()).optional(),
  /** Units over all lines, gross. */
  quantity: z.number(),
  shop: z.string().optional(),
  campaignId: z.string().optional(),
  /** Fen taken off the list price. */
  discount: z.int().optional(),
  skus: z.record(z.string(), orderedSkuSchema),
  deliveredAt: msSchema.optional(),
});
export type OrderRecord = z.infer<typeof orderRecordSchema>;

export const shopStatsSchema = z.object({ count: z.int(), spend: z.int() });
export type ShopStats = z.infer<typeof shopStatsSchema>;

export const skuStatsSchema = z.object({
  count: z.int(),
  quantity: z.number(),
  spend: z.int(),
  firstAt: msSchema,
  lastAt: msSchema,
});
export type SkuStats = z.infer<typeof skuStatsSchema>;

const orderTotals = {
  count: z.int(),
  spend: z.int(),
  /** Orders with something taken off the list price. */
  discounted: z.int(),
  firstAt: msSchema.optional(),
  lastAt: msSchema.optional(),
  byShop: z.record(z.string(), shopStatsSchema),
  bySku: z.record(z.string(), skuStatsSchema),
};

/** Totals over all time, net of refunds, plus the newest orders. The totals are made from `recent` and `older`. */
export const orderStatsSchema = z.object({
  ...orderTotals,
  /** Newest last. Bounded (MAX_ORDERS, MAX_ORDER_SKUS). */
  recent: z.array(orderRecordSchema),
  /** Totals of the orders that `recent` had no room for. `days`: by UTC day, for the windows of a year. */
  older: z
    .object({ ...orderTotals, days: z.array(z.object({ at: msSchema, count: z.int(), spend: z.int() })) })
    .optional(),
});
export type OrderStats = z.infer<typeof orderStatsSchema>;
export type OlderOrders = NonNullable<OrderStats["older"]>;

/** Orders kept one by one, and lines over all of them: the 12 per sku and 50 skus of FLOW-FORMAT §7. */
export const MAX_ORDERS = 120;
export const MAX_ORDER_SKUS = 600;
/** Skus and shops with totals of their own. */
export const MAX_SKUS = 50;

/** What replenishment knows of one sku (DOMAIN §4); the purchases are those of `orders.recent`. */
export const replenishItemSchema = z.object({
  /** Predicted run-out. */
  runOutAt: msSchema,
  /** Last arrival of stock, or the statement, whichever is later. */
  lastAt: msSchema,
  /** "N days left", as told to an advisor: replaces the estimate until the next purchase. */
  stated: z.object({ at: msSchema, runOutAt: msSchema }).optional(),
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
  /** A call that nobody took: an attempt, not a contact. */
  unreached: z.boolean().optional(),
});
export type ContactEntry = z.infer<typeof contactEntrySchema>;

export const suppressionSchema = z.object({
  kind: z.enum(SUPPRESSION_KINDS),
  since: msSchema,
  /** Absent = until lifted. */
  until: msSchema.optional(),
  sku: z.string().optional(),
  /** Complaint it belongs to. */
  ref: z.string().optional(),
});
export type Suppression = z.infer<typeof suppressionSchema>;

/** Limits of FLOW-FORMAT §7; bytes are those of the attributes' JSON. */
export const MAX_TAGS = 1_000;
export const MAX_ATTRIBUTES = 200;
export const MAX_ATTRIBUTE_BYTES = 8_192;

/** Identities that tie a friend to a buyer: from then on order facts are known (DOMAIN §1). */
export const BUYER_IDENTITIES = ["shop", "member"] as const;

/**
 * Attributes that the product itself gives a meaning; a brand need not define them. `dailyDose`: units a day for
 * replenishment; `dailyDose_<sku>` is that of one sku and wins.
 */
export const BUILT_IN_ATTRIBUTES = { dailyDose: { type: "number" }, priceBand: { type: "text" } } as const;
export const DOSE_PREFIX = "dailyDose_";

export const attributeValueSchema = z.union([z.string().max(500), z.number(), z.boolean()]);
export type AttributeValue = z.infer<typeof attributeValueSchema>;
