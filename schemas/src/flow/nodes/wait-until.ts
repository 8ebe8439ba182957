import { z } from "zod";
import { durationSchema, instantSchema, localDateSchema, localTimeSchema, weekdaySchema } from "../../primitives.js";
import { nodeSchema } from "../node-base.js";

const common = { ifPast: z.enum(["go", "next", "exit"]).default("go") };

/** A signed duration: `-P3D` is three days before. */
const offsetSchema = z
  .string()
  .refine((s) => durationSchema.safeParse(s.replace(/^-/, "")).success, "use a duration such as P3D or -P3D");

/**
 * Until a point in time, in one of five forms. `ifPast`: go on at once, wait for the next such time (a year on for a
 * date without a year-bound meaning, a day or week on for clock times), or leave the flow.
 */
export const waitUntilDataSchema = z.union([
  z.strictObject({ date: z.union([instantSchema, localDateSchema]), ...common }),
  z.strictObject({ weekday: weekdaySchema, time: localTimeSchema, ...common }),
  z.strictObject({ time: localTimeSchema, ...common }),
  z.strictObject({
    attribute: z.string().min(1).max(64),
    offset: offsetSchema.default("PT0S"),
    time: localTimeSchema.optional(),
    ...common,
  }),
  z.strictObject({
    anchor: z.enum(["enteredAt", "friendSince", "lastOrderAt"]),
    day: z.int().min(0).max(3_660),
    time: localTimeSchema,
    ...common,
  }),
]);
export const waitUntilSchema = nodeSchema("wait.until", waitUntilDataSchema);
