import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Bytes of randomness in every secret we hand out. */
const SECRET_BYTES = 32;
/** What an API key starts with, so that scanners and people know one when they see it. */
export const KEY_PREFIX = "sk_";

/** A new secret: 32 random bytes, base64url. */
export const newToken = (): string => randomBytes(SECRET_BYTES).toString("base64url");

/** A new short id for a key, session or audit entry; not a secret. */
export const newId = (): string => randomBytes(9).toString("base64url");

/** What is stored instead of a secret. The secrets are random, so that one round of SHA-256 is enough. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Compares two hashes in constant time. */
export function sameHash(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
