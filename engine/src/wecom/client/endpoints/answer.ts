import { z } from "zod";

/** An answer with these fields; more of them are kept, and errcode may be missing when all is well. */
export const answerOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.looseObject({ errcode: z.int().optional(), errmsg: z.string().optional(), ...shape });

/** An answer that says no more than that it worked. */
export const plainAnswer = answerOf({});

/** Where the next page begins; empty or missing on the last. */
export const nextCursor = z.string().optional();

/** WeCom writes `null` for an empty list now and then. */
export const listOrNone = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);

/** WeCom's times are whole seconds. */
export const seconds = z.int();
