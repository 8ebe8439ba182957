import type { Role, Scope } from "@sopflow/engine";

/** A machine that showed an API key. */
export interface KeyPrincipal {
  readonly kind: "key";
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** A person with a session. */
export interface SessionPrincipal {
  readonly kind: "session";
  readonly id: string;
  readonly userId: string;
  readonly role: Role;
  readonly advisorId?: string;
  readonly expiresAt: number;
}

/** Who makes a request. */
export type Principal = KeyPrincipal | SessionPrincipal;

/** How audit entries and drafts name who did it. */
export const actorOf = (principal: Principal): string =>
  principal.kind === "key" ? `key:${principal.id}` : principal.userId;

/**
 * The advisor whose tasks and customers are all that may be seen, or undefined when everything may. An advisor's
 * session without an advisor id sees nothing ("").
 */
export const confinedTo = (principal: Principal): string | undefined =>
  principal.kind === "session" && principal.role === "advisor" ? (principal.advisorId ?? "") : undefined;
