import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import { ApiError } from "../../errors/api-error.js";
import type { Api } from "../../http.js";

export interface RateLimits {
  /** Requests a minute of one key or session. */
  readonly rateLimit: number;
  /** Requests a minute of one address without either. */
  readonly rateLimitAnonymous: number;
}

/** Health is asked often, by machines that nobody should shut out. */
const NEVER_LIMITED = new Set(["/healthz", "/readyz"]);

/**
 * Counts by who asks: a key or session that was recognised, otherwise the address. A made-up key counts for its address,
 * so that inventing keys buys no new allowance.
 */
export async function registerRateLimit(app: Api, limits: RateLimits): Promise<void> {
  await app.register(rateLimit, {
    timeWindow: 60_000,
    max: (request) => (request.principal ? limits.rateLimit : limits.rateLimitAnonymous),
    keyGenerator: (request) =>
      request.principal ? `${request.principal.kind}:${request.principal.id}` : `ip:${normalizeIP(request.ip, 64)}`,
    allowList: (request) => NEVER_LIMITED.has(request.routeOptions.url ?? ""),
    errorResponseBuilder: (_request, context) =>
      ApiError.of("rate.limited", { seconds: Math.max(1, Math.ceil(context.ttl / 1_000)) }),
  });
}
