import type { Role, Store } from "@sopflow/engine";
import { hashToken, newToken } from "./tokens.js";

/** How long a link may be used. */
export const LINK_LIFE_MS = 24 * 3_600_000;

/** The user of the first sign-in link. */
export const FIRST_USER = "administrator";

export interface LinkFor {
  readonly userId: string;
  readonly role: Role;
  readonly advisorId?: string;
}

export interface SignInLink {
  readonly token: string;
  /** Behind the console's address. */
  readonly path: string;
  readonly expiresAt: number;
}

/** Makes a link that signs one person in once. Only its hash is stored. */
export async function makeSignInLink(store: Store, person: LinkFor, now: number): Promise<SignInLink> {
  const token = newToken();
  const expiresAt = now + LINK_LIFE_MS;
  await store.access.addLink({ hash: hashToken(token), ...person, expiresAt });
  return { token, path: `/?link=${token}`, expiresAt };
}
