import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../../errors/api-error.js";
import { errorAnswer } from "../../errors/error-answer.js";
import { languageOf } from "../../errors/language.js";
import type { Api } from "../../http.js";

/** Answers what the framework refuses before any route or hook is reached, such as an address that cannot be decoded. */
export function answerFrameworkError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const language = languageOf(request.headers["accept-language"]);
  const { status, body } = errorAnswer(error, { requestId: request.id, language, bodyLimit: 0 });
  reply.code(status).type("application/json; charset=utf-8").serializer(JSON.stringify).send(body);
}

/** One form for every error, and for addresses that do not exist. Stacks go to the log, never to the client. */
export function registerErrorHandling(app: Api): void {
  app.setErrorHandler((error, request, reply) => {
    const language = languageOf(request.headers["accept-language"]);
    const { status, body, ours, retryAfterSeconds } = errorAnswer(error, {
      requestId: request.id,
      language,
      bodyLimit: request.routeOptions.bodyLimit ?? app.initialConfig.bodyLimit ?? 0,
    });
    if (ours) request.log.error({ err: error }, "request failed");
    if (retryAfterSeconds !== undefined) reply.header("retry-after", retryAfterSeconds);
    return reply.code(status).type("application/json; charset=utf-8").serializer(JSON.stringify).send(body);
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, () => {
    throw ApiError.of("request.not_found");
  });
}
