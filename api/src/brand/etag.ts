import { createHash } from "node:crypto";

/** A strong validator of a JSON document: the same content has the same one. */
export const etagOf = (document: unknown): string =>
  `"${createHash("sha256").update(JSON.stringify(document)).digest("base64url").slice(0, 22)}"`;

/** Whether `If-Match` is satisfied; it is when the header is missing. Weak marks are ignored. */
export const ifMatchHolds = (header: string | undefined, etag: string): boolean =>
  header === undefined ||
  header.split(",").some((part) => part.trim() === "*" || part.trim().replace(/^W\//, "") === etag);
