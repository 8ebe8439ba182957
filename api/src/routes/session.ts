import { createdLinkSchema, createLinkBodySchema, openSessionBodySchema, sessionSchema } from "@sopflow/schemas";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { recordAudit } from "../access/audit.js";
import type { SessionPrincipal } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { isSameOrigin } from "../access/same-origin.js";
import { endSession, openSession, SESSION_COOKIE, sessionCookieOptions, setSessionCookie } from "../access/sessions.js";
import { makeSignInLink } from "../access/sign-in-links.js";
import { brandSettings } from "../brand/brand-settings.js";
import { demoUntil } from "../demo/seed-demo.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

/** Signing in by a one-time link, and out; links for others. */
export function registerSessionRoutes(app: Api, { store, clock }: Pick<Services, "store" | "clock">): void {
  const answer = async (principal: SessionPrincipal) => {
    const [{ brand, timezone }, until] = await Promise.all([brandSettings(store), demoUntil(store)]);
    const { kind: _, id: __, ...session } = principal;
    return { ...session, brand: { name: brand, timezone, ...(until !== undefined && { demo: true as const }) } };
  };

  app.post(
    "/v1/session",
    {
      schema: { body: openSessionBodySchema, response: { ...errorResponses(), 201: sessionSchema } },
      config: { rateLimit: { max: 30 } },
    },
    async (request, reply) => {
      // Another site must not sign a visitor in as somebody else; programs say nothing of an origin and may.
      if (isSameOrigin(request.headers) === false) throw ApiError.of("auth.csrf");
      const { token, principal } = await openSession(store, request.body.link, clock.now());
      await recordAudit(store, clock, principal.userId, "access", "session.opened", { session: principal.id });
      setSessionCookie(request, reply, token);
      return reply.code(201).send(await answer(principal));
    },
  );

  app.get("/v1/session", { schema: { response: { ...errorResponses(), 200: sessionSchema } } }, (request) =>
    answer(requireSession(request)),
  );

  app.delete(
    "/v1/session",
    { schema: { response: { ...errorResponses(), 204: z.undefined() } } },
    async (request, reply) => {
      requireSession(request);
      await endSession(store, request.cookies[SESSION_COOKIE] ?? "");
      reply.clearCookie(SESSION_COOKIE, sessionCookieOptions(request));
      return reply.code(204).send();
    },
  );

  app.post(
    "/v1/sign-in-links",
    { schema: { body: createLinkBodySchema, response: { ...errorResponses(404), 201: createdLinkSchema } } },
    async (request, reply) => {
      const { body } = request;
      const advisorId = body.role === "advisor" ? body.advisorId : undefined;
      if (advisorId !== undefined && !(await store.brand.advisors()).some((a) => a.id === advisorId)) {
        throw ApiError.of("advisor.not_found", { id: advisorId });
      }
      const userId = body.role === "advisor" ? body.advisorId : body.userId;
      const person = { userId, role: body.role, ...(advisorId !== undefined && { advisorId }) };
      const link = await makeSignInLink(store, person, clock.now());
      await recordAudit(store, clock, requirePrincipal(request), "access", "link.created", { userId, role: body.role });
      return reply.code(201).send(link);
    },
  );
}

function requireSession(request: FastifyRequest): SessionPrincipal {
  const { principal } = request;
  if (principal?.kind !== "session") throw ApiError.of("auth.required");
  return principal;
}
