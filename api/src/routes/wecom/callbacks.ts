import { MAIN_CONNECTION, WecomCryptoError, type WecomService } from "@sopflow/engine/wecom";
import { wecomCallbackParamsSchema } from "@sopflow/schemas";
import type { FastifyReply } from "fastify";
import { ApiError } from "../../errors/api-error.js";
import type { Api } from "../../http.js";
import type { WecomHost } from "../../wecom/wecom-host.js";

const MAX_CALLBACK_BYTES = 1_048_576;

/** Where WeCom calls: each connection has an address of its own, the first one the short one. */
export function registerCallbacks(app: Api, host: WecomHost, now: () => number): void {
  const serviceOf = (id: string): WecomService => {
    const service = host.serviceOf(id);
    if (!service) throw ApiError.of("wecom.not_configured");
    return service;
  };
  const verify = (reply: FastifyReply, id: string, query: unknown) =>
    answering(reply, async () => serviceOf(id).verify(queryOf(query)));
  const take = (reply: FastifyReply, id: string, { query, body }: { query: unknown; body: unknown }) =>
    answering(reply, async () => {
      const answer = await serviceOf(id).take(queryOf(query), typeof body === "string" ? body : "");
      host.noteCallback(id, now());
      return answer;
    });

  app.register(async (scope: Api) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "string", bodyLimit: MAX_CALLBACK_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    const taking = { bodyLimit: MAX_CALLBACK_BYTES, config: { rateLimit: false } } as const;
    const schema = { params: wecomCallbackParamsSchema, hide: true };
    scope.get("/wecom/callback", { schema: { hide: true } }, (request, reply) =>
      verify(reply, MAIN_CONNECTION, request.query),
    );
    scope.post("/wecom/callback", { ...taking, schema: { hide: true } }, (request, reply) =>
      take(reply, MAIN_CONNECTION, request),
    );
    scope.get("/wecom/callback/:connection", { schema }, (request, reply) =>
      verify(reply, request.params.connection, request.query),
    );
    scope.post("/wecom/callback/:connection", { ...taking, schema }, (request, reply) =>
      take(reply, request.params.connection, request),
    );
  });
}

const queryOf = (query: unknown) => (typeof query === "object" && query !== null ? query : {});

/** Plain text; what WeCom did not send gets 403 and no reason. */
async function answering(reply: FastifyReply, work: () => Promise<string>): Promise<FastifyReply> {
  try {
    return await reply.type("text/plain; charset=utf-8").send(await work());
  } catch (error) {
    if (!(error instanceof WecomCryptoError)) throw error;
    reply.log.warn({ reason: error.reason }, "a callback was refused");
    return reply.code(403).type("text/plain; charset=utf-8").send("");
  }
}
