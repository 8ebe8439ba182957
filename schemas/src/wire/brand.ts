import { z } from "zod";
import { externalIdSchema } from "../primitives.js";
import { advisorSchema, brandSettingsSchema, productSchema, tagGroupSchema, taxonomySchema } from "../settings.js";
import { listOf } from "./paging.js";

/** Answers carry an `ETag`; a save may name it in `If-Match`. */
export const settingsAnswerSchema = brandSettingsSchema;
export const taxonomyAnswerSchema = taxonomySchema;

type Shape = typeof brandSettingsSchema.shape;
type Unfilled = { [K in keyof Shape]: z.ZodOptional<ReturnType<Shape[K]["unwrap"]>> };
const unfilled = Object.fromEntries(
  Object.entries(brandSettingsSchema.shape).map(([name, field]) => [name, field.unwrap().optional()]),
) as Unfilled; // the same keys, each without its default

/** What a save changes. What it leaves out stays as it is: no default takes the place of what a brand has set. */
export const settingsBodySchema = z
  .strictObject(unfilled)
  .refine((body) => Object.keys(body).length > 0, "name at least one setting to change");
export type SettingsBody = z.infer<typeof settingsBodySchema>;
/** Replaces every group, so they must be named: an empty list removes them all. */
export const taxonomyBodySchema = z.strictObject({ groups: z.array(tagGroupSchema).max(200) });

export const productParamsSchema = z.object({ sku: externalIdSchema });
export const productBodySchema = productSchema.omit({ sku: true });
export const productListSchema = listOf(productSchema);

export const advisorParamsSchema = z.object({ id: externalIdSchema });
export const advisorBodySchema = advisorSchema.omit({ id: true });
/** An advisor with how much is on the list now. */
export const advisorListSchema = listOf(advisorSchema.extend({ openTasks: z.int() }));
