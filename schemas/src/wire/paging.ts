import { z } from "zod";

/** Largest page that a list answers with, and how many items it has unless asked otherwise. */
export const MAX_PAGE = 200;
export const DEFAULT_PAGE = 50;

/** Query strings carry text; this reads the page size from it. */
export const pageLimitSchema = z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE);

/** A page of a list. `next` is what the following request sends as `after` (or `before`); absent on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().optional() });

/** Everything there is, in one answer. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
