import type { PostAnswer } from "@sopflow/engine";
import {
  ERROR_CODES,
  type EventAnswer,
  eventAnswerSchema,
  eventBatchAnswerSchema,
  eventBatchBodySchema,
  eventBodySchema,
  MAX_BATCH_BYTES,
  type Text,
} from "@sopflow/schemas";
import type { FastifyRequest } from "fastify";
import { requirePrincipal } from "../access/require-principal.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import { languageOf } from "../errors/language.js";
import type { Api } from "../http.js";
import { postEvents } from "../intake/post-events.js";
import type { Services } from "../services.js";

/** Events from outside: one, or up to 1,000 that are answered one by one. Answered when they are durable. */
export function registerEventRoutes(app: Api, { engine }: Pick<Services, "engine">): void {
  app.post(
    "/v1/events",
    {
      schema: {
        body: eventBodySchema,
        response: { ...errorResponses(413, 422), 200: eventAnswerSchema, 202: eventAnswerSchema },
      },
    },
    async (request, reply) => {
      const [answer] = await postEvents(engine, [request.body], requirePrincipal(request));
      if (!answer) throw new Error("intake gave no answer");
      if (answer.status === "rejected") throw refusal(answer);
      const body = wireAnswer(request.body, answer, languageFor(request));
      return reply.code(answer.status === "accepted" ? 202 : 200).send(body);
    },
  );

  app.post(
    "/v1/events/batch",
    {
      bodyLimit: MAX_BATCH_BYTES,
      schema: { body: eventBatchBodySchema, response: { ...errorResponses(413), 200: eventBatchAnswerSchema } },
    },
    async (request) => {
      const { events } = request.body;
      const answers = await postEvents(engine, events, requirePrincipal(request));
      const results = answers.map((answer, i) => wireAnswer(events[i], answer, languageFor(request)));
      const count = (status: EventAnswer["status"]) => results.filter((r) => r.status === status).length;
      return { accepted: count("accepted"), duplicate: count("duplicate"), rejected: count("rejected"), results };
    },
  );
}

const languageFor = (request: FastifyRequest) => languageOf(request.headers["accept-language"]);

function wireAnswer(event: unknown, answer: PostAnswer, language: keyof Text): EventAnswer {
  const id = idOf(event);
  if (answer.status === "rejected") {
    const { status, code, message, path } = answer;
    return { ...id, status, code, message: message[language], ...(path !== undefined && { details: { path } }) };
  }
  return { ...id, status: answer.status, customerId: answer.customerId };
}

function idOf(event: unknown): { id?: string } {
  return typeof event === "object" && event !== null && "id" in event && typeof event.id === "string"
    ? { id: event.id.slice(0, 128) }
    : {};
}

function refusal({ code, message, path }: Extract<PostAnswer, { status: "rejected" }>): ApiError {
  const details = path === undefined ? undefined : { path };
  // A single event that is refused is an error; the table has codes that are none in a batch.
  if (ERROR_CODES[code].status < 400)
    return ApiError.of("event.invalid", { type: "", path: path ?? "", problem: message });
  return ApiError.worded(code, message, details);
}
