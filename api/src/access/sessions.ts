import type { SignInLinkRow, Store } from "@sopflow/engine";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../errors/api-error.js";
import type { SessionPrincipal } from "./principal.js";
import { hashToken, newId, newToken, sameHash } from "./tokens.js";

export const SESSION_COOKIE = "sopflow_session";
/** How long a person stays signed in. */
export const SESSION_LIFE_MS = 14 * 24 * 3_600_000;

export interface OpenedSession {
  readonly token: string;
  readonly principal: SessionPrincipal;
}

/** Uses a link up and opens a session with it; `auth.link_used` when it is used, expired or made up. */
export async function openSession(store: Store, link: string, now: number): Promise<OpenedSession> {
  const row = await store.access.takeLink(hashToken(link), now);
  if (!row) throw ApiError.of("auth.link_used");
  return openSessionFor(store, row, now);
}

/** Opens a session for a person who has shown who they are. */
export async function openSessionFor(
  store: Store,
  row: Pick<SignInLinkRow, "userId" | "role" | "advisorId">,
  now: number,
): Promise<OpenedSession> {
  const token = newToken();
  const principal: SessionPrincipal = {
    kind: "session",
    id: newId(),
    userId: row.userId,
    role: row.role,
    ...(row.advisorId !== undefined && { advisorId: row.advisorId }),
    expiresAt: now + SESSION_LIFE_MS,
  };
  const { kind: _, ...session } = principal;
  await store.access.addSession({ ...session, hash: hashToken(token), createdAt: now });
  return { token, principal };
}

/** Who a session cookie belongs to; undefined when it has ended or never was. */
export async function findSession(store: Store, token: string, now: number): Promise<SessionPrincipal | undefined> {
  const hash = hashToken(token);
  const row = await store.access.session(hash, now);
  if (!row || !sameHash(row.hash, hash)) return undefined;
  return {
    kind: "session",
    id: row.id,
    userId: row.userId,
    role: row.role,
    ...(row.advisorId !== undefined && { advisorId: row.advisorId }),
    expiresAt: row.expiresAt,
  };
}

/** Signs out. */
export const endSession = (store: Store, token: string): Promise<void> => store.access.endSession(hashToken(token));

/** How the session's cookie is kept: by this browser, for this address, out of reach of scripts. */
export const sessionCookieOptions = (request: FastifyRequest, sameSite: "strict" | "lax" = "strict") =>
  ({ path: "/", httpOnly: true, sameSite, secure: request.protocol === "https" }) as const;

/** `lax` where the sign-in ends in a redirect from another site: a strict cookie would not come along to our page. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  sameSite: "strict" | "lax" = "strict",
): void {
  reply.setCookie(SESSION_COOKIE, token, {
    ...sessionCookieOptions(request, sameSite),
    maxAge: SESSION_LIFE_MS / 1_000,
  });
}
