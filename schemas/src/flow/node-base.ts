import { z } from "zod";
import { partIdSchema } from "../primitives.js";

/** A node of one type in React Flow's shape: `type`, `position`, `data`, and what an author may add to any node. */
export function nodeSchema<T extends string, D extends z.ZodType>(type: T, data: D) {
  return z.strictObject({
    id: partIdSchema,
    type: z.literal(type),
    position: z.strictObject({ x: z.number(), y: z.number() }),
    data,
    label: z.string().max(80).optional(),
    note: z.string().max(2_000).optional(),
    /** A disabled node is passed through by its first port without acting. */
    disabled: z.boolean().optional(),
  });
}

/** Common to triggers: what to do with people who already match at publish, and the entry throttle. */
export const triggerCommon = {
  existing: z.enum(["ignore", "enroll"]).optional(),
  /**
   * So many people enter here on a calendar day of the flow's zone, in all and by owner; the rest waits its turn, is
   * counted and shown. Whoever bought, left or matches no more by then does not enter.
   */
  entry: z
    .strictObject({
      perDay: z.int().positive().optional(),
      perAdvisorPerDay: z.int().positive().optional(),
      /** Who comes first of those who wait: longest waiting (default), newest, or highest spend of all time. */
      orderBy: z.enum(["oldest", "newest", "value"]).optional(),
    })
    .optional(),
};
