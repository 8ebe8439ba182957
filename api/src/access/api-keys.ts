import type { ApiKeyRow, Scope, Store } from "@sopflow/engine";
import type { KeyPrincipal } from "./principal.js";
import { hashToken, KEY_PREFIX, newId, newToken, sameHash } from "./tokens.js";

export interface CreatedKey {
  readonly row: ApiKeyRow;
  /** Shown once; only its hash is stored. */
  readonly secret: string;
}

/** Makes and stores an API key. */
export async function createKey(
  store: Store,
  { name, scopes }: { name: string; scopes: readonly Scope[] },
  now: number,
): Promise<CreatedKey> {
  const secret = `${KEY_PREFIX}${newToken()}`;
  const row: ApiKeyRow = { id: newId(), name, hash: hashToken(secret), scopes: [...new Set(scopes)], createdAt: now };
  await store.access.addKey(row);
  return { row, secret };
}

/** Who a key belongs to; undefined when it is unknown or revoked. */
export async function findKey(store: Store, secret: string): Promise<KeyPrincipal | undefined> {
  if (!secret.startsWith(KEY_PREFIX)) return undefined;
  const hash = hashToken(secret);
  const row = await store.access.keyByHash(hash);
  if (!row || row.revokedAt !== undefined || !sameHash(row.hash, hash)) return undefined;
  return { kind: "key", id: row.id, name: row.name, scopes: row.scopes };
}
