import { wireErrorSchema } from "@sopflow/schemas";

/** The error answers every route may give; a route adds those of its own with `errorResponses(404, 409)`. */
const EVERYWHERE = [400, 401, 403, 429, 500, 503] as const;

/** Response schemas for error statuses, for a route's `schema.response`. */
export function errorResponses<S extends number = never>(
  ...statuses: readonly S[]
): Record<S | (typeof EVERYWHERE)[number], typeof wireErrorSchema> {
  const entries = [...EVERYWHERE, ...statuses].map((status) => [status, wireErrorSchema]);
  return Object.fromEntries(entries); // keys are exactly the statuses listed
}
