import { z } from "zod";
import { tagSchema } from "../primitives.js";

const tags = z.array(tagSchema).max(50);

/** Tags that a person puts on a customer and takes off. */
export const changeTagsBodySchema = z
  .strictObject({ add: tags.default([]), remove: tags.default([]) })
  .refine(({ add, remove }) => add.length + remove.length > 0, "name at least one tag to add or remove");

/** On record; the customer has them a moment later. */
export const changeTagsAnswerSchema = z.object({
  customerId: z.string(),
  status: z.enum(["accepted", "duplicate"]),
});
