import type { FastifyRequest } from "fastify";
import { findKey } from "../../access/api-keys.js";
import type { Principal } from "../../access/principal.js";
import { findSession, SESSION_COOKIE } from "../../access/sessions.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; undefined without a valid key or session. */
    principal: Principal | undefined;
  }
}

const BEARER = /^Bearer +(\S+)$/i;

/**
 * Who asks, as the store knows it now; undefined without a valid key or session. A key that is sent counts alone, so
 * that a wrong one is not covered up by a cookie.
 */
export async function identify(
  { store, clock }: Pick<Services, "store" | "clock">,
  { headers, cookies }: Pick<FastifyRequest, "headers" | "cookies">,
): Promise<Principal | undefined> {
  if (headers.authorization !== undefined) {
    const secret = BEARER.exec(headers.authorization)?.[1];
    return secret === undefined ? undefined : findKey(store, secret);
  }
  const token = cookies[SESSION_COOKIE];
  return token ? findSession(store, token, clock.now()) : undefined;
}

/** Recognises who asks, and refuses nobody: that is `authorise`, after the rate limit. */
export function registerIdentify(app: Api, services: Pick<Services, "store" | "clock">): void {
  app.decorateRequest("principal", undefined);
  app.addHook("onRequest", async (request) => {
    request.principal = await identify(services, request);
  });
}
