import { z } from "zod";
import { externalIdSchema } from "../primitives.js";
import { advisorSchema, brandSettingsSchema, productSchema, taxonomySchema } from "../settings.js";
import { listOf } from "./paging.js";

/** Answers carry an `ETag`; a save may name it in `If-Match`. */
export const settingsAnswerSchema = brandSettingsSchema;
export const taxonomyAnswerSchema = taxonomySchema;

export const productParamsSchema = z.object({ sku: externalIdSchema });
export const productBodySchema = productSchema.omit({ sku: true });
export const productListSchema = listOf(productSchema);

export const advisorParamsSchema = z.object({ id: externalIdSchema });
export const advisorBodySchema = advisorSchema.omit({ id: true });
/** An advisor with how much is on the list now. */
export const advisorListSchema = listOf(advisorSchema.extend({ openTasks: z.int() }));
