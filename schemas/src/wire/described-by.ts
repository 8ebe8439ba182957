import { z } from "zod";

/**
 * Takes any object, and describes it in OpenAPI as `schema` does. For bodies whose faults are found by the product itself
 * (all at once, with its own codes), not by the first check at the door.
 */
export function describedBy(schema: z.ZodType): z.ZodRecord<z.ZodString, z.ZodUnknown> {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return z.record(z.string(), z.unknown()).meta(described);
}
