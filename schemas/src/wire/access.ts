import { z } from "zod";
import { externalIdSchema, msSchema } from "../primitives.js";
import { listOf } from "./paging.js";

/** What an API key may do. `admin` holds all the others. */
export const SCOPES = ["intake", "read", "tasks", "flows", "admin"] as const;
export const scopeSchema = z.enum(SCOPES);
export type ApiScope = z.infer<typeof scopeSchema>;

/** What a signed-in person is (ARCHITECTURE §8). */
export const ROLES = ["administrator", "lead", "advisor", "viewer"] as const;
export const roleSchema = z.enum(ROLES);
export type UserRole = z.infer<typeof roleSchema>;

export const createKeyBodySchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(scopeSchema).min(1).max(SCOPES.length),
});
export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(scopeSchema),
  createdAt: msSchema,
  revokedAt: msSchema.optional(),
});
export const apiKeyListSchema = listOf(apiKeySchema);
/** The only answer that ever holds the secret. */
export const createdKeySchema = apiKeySchema.extend({ secret: z.string() });
export const keyParamsSchema = z.object({ id: externalIdSchema });

export const createLinkBodySchema = z.discriminatedUnion("role", [
  z.strictObject({ role: z.enum(["administrator", "lead", "viewer"]), userId: externalIdSchema }),
  z.strictObject({ role: z.literal("advisor"), advisorId: externalIdSchema }),
]);
/** The only answer that ever holds the token. `path` goes behind the console's address. */
export const createdLinkSchema = z.object({ token: z.string(), path: z.string(), expiresAt: msSchema });

export const openSessionBodySchema = z.strictObject({ link: z.string().min(1).max(200) });
export const sessionSchema = z.object({
  userId: z.string(),
  role: roleSchema,
  advisorId: z.string().optional(),
  expiresAt: msSchema,
  /** `demo`: its customers are made up. */
  brand: z.object({ name: z.string(), timezone: z.string(), demo: z.literal(true).optional() }),
});
export type WireSession = z.infer<typeof sessionSchema>;
