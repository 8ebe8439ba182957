import { createHash, timingSafeEqual } from "node:crypto";

export interface SignedParts {
  readonly timestamp: string;
  readonly nonce: string;
  /** The encrypted body, or `echostr` when the URL is verified. */
  readonly encrypted: string;
}

/** `msg_signature` of a callback: lower-case hex SHA-1 of the four parts in lexicographic order. */
export function signMessage(token: string, { timestamp, nonce, encrypted }: SignedParts): string {
  const parts = [token, timestamp, nonce, encrypted].sort();
  return createHash("sha1").update(parts.join("")).digest("hex");
}

/** Whether `signature` is the right one, in time that tells nothing of where they differ. */
export function isSignedBy(token: string, parts: SignedParts, signature: string): boolean {
  const expected = Buffer.from(signMessage(token, parts));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
