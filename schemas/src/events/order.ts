import { z } from "zod";
import { externalIdSchema, fenSchema, instantSchema } from "../primitives.js";

/** One line of an order. `amount` is fen for the whole line; a gift counts for replenishment and costs nothing. */
export const orderLineSchema = z.object({
  sku: externalIdSchema,
  name: z.string().max(200).optional(),
  quantity: z.number().positive().max(100_000),
  amount: fenSchema.min(0).optional(),
  gift: z.boolean().optional(),
});
export type OrderLine = z.infer<typeof orderLineSchema>;

/** Amounts are fen. Without lines an order counts in totals only and says nothing of any sku. */
export const orderPropsSchema = z.looseObject({
  orderId: externalIdSchema,
  amount: fenSchema.min(0),
  /** Units over all lines, where lines are not known. */
  quantity: z.number().min(0).optional(),
  shop: z.string().max(64).optional(),
  campaignId: z.string().max(64).optional(),
  /** Fen taken off the list price. */
  discount: fenSchema.min(0).optional(),
  lines: z.array(orderLineSchema).max(200).optional(),
});

export const orderDeliveredPropsSchema = z.looseObject({
  orderId: externalIdSchema,
  lines: z.array(orderLineSchema).max(200).optional(),
});

/**
 * `amount` is fen given back; without lines a partial refund touches no sku's stock. One that reaches the order's amount
 * takes back the whole order, its units too.
 */
export const orderRefundedPropsSchema = z.looseObject({
  orderId: externalIdSchema,
  refundId: externalIdSchema.optional(),
  amount: fenSchema.min(0),
  lines: z.array(orderLineSchema).max(200).optional(),
  at: instantSchema.optional(),
});
