import { z } from "zod";
import { jsonSchema } from "./json.js";
import { msSchema } from "./primitives.js";

/** Names of secrets that headers may use. */
export const secretNameSchema = z.string().regex(/^[a-z0-9_]{1,40}$/, "use a-z, 0-9 and _");

/** `{{secret.<name>}}` in a header's value. */
export const SECRET_PLACE = /\{\{\s*secret\.([a-z0-9_]{1,40})\s*\}\}/g;

/** Names of the secrets that a header's value asks for. */
export const secretsIn = (value: string): string[] =>
  [...value.matchAll(SECRET_PLACE)].flatMap(([, name]) => name ?? []);

/** Headers whose values are secrets by nature: they may only hold `{{secret.<name>}}`, so that no file ever carries one. */
export const isSecretHeader = (name: string): boolean =>
  /^(authorization|proxy-authorization|cookie)$|(api|app|access|auth|secret)[-_]?(key|token|secret|id)?$|(token|secret|password|signature)$/i.test(
    name.trim(),
  ) || /api[-_]?key/i.test(name);

/** Whether a host is one of those that the settings allow. */
export function isAllowedHost(host: string, allowed: readonly string[]): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
  return allowed.some((rule) => (rule.startsWith("*.") ? name.endsWith(rule.slice(1)) : name === rule));
}

/** A call that waits to go out, or to be tried again. Address and headers stay in the flow's version. */
export const webhookCallSchema = z.object({
  flowId: z.string(),
  version: z.int(),
  nodeId: z.string(),
  enrollmentId: z.string(),
  customerId: z.string(),
  body: jsonSchema,
  at: msSchema,
  /** Tries so far. */
  tries: z.int().default(0),
  firstTryAt: msSchema.optional(),
});
export type WebhookCall = z.infer<typeof webhookCallSchema>;
