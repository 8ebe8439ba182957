import { ApiError } from "../../errors/api-error.js";
import { errorAnswer } from "../../errors/error-answer.js";
import { languageOf } from "../../errors/language.js";
import type { Api } from "../../http.js";

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
