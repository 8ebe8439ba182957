import {
  favouriteBodySchema,
  libraryBodySchema,
  libraryItemSchema,
  libraryListSchema,
  libraryParamsSchema,
  libraryQuerySchema,
} from "@sopflow/schemas";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { requirePrincipal } from "../access/require-principal.js";
import { createLibrary, type Reader } from "../desk/library.js";
import { libraryReaderOf } from "../desk/library-reader.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

/** Scripts and materials. Leads make those for everybody or for a pool; advisors their own, and favourites. */
export function registerLibraryRoutes(app: Api, { store, clock }: Pick<Services, "store" | "clock">): void {
  const library = createLibrary(store);

  const readerOf = (request: FastifyRequest): Promise<Reader> => libraryReaderOf(store, requirePrincipal(request));

  app.get(
    "/v1/library",
    { schema: { querystring: libraryQuerySchema, response: { ...errorResponses(), 200: libraryListSchema } } },
    async (request) => library.list(await readerOf(request), request.query),
  );

  app.post(
    "/v1/library",
    { schema: { body: libraryBodySchema, response: { ...errorResponses(404), 201: libraryItemSchema } } },
    async (request, reply) =>
      reply.code(201).send(await library.add(await readerOf(request), request.body, clock.now())),
  );

  app.put(
    "/v1/library/:id",
    {
      schema: {
        params: libraryParamsSchema,
        body: libraryBodySchema,
        response: { ...errorResponses(403, 404), 200: libraryItemSchema },
      },
    },
    async (request) => library.change(request.params.id, await readerOf(request), request.body, clock.now()),
  );

  app.delete(
    "/v1/library/:id",
    { schema: { params: libraryParamsSchema, response: { ...errorResponses(403, 404), 204: z.undefined() } } },
    async (request, reply) => {
      await library.remove(request.params.id, await readerOf(request));
      return reply.code(204).send();
    },
  );

  app.put(
    "/v1/library/:id/favourite",
    {
      schema: {
        params: libraryParamsSchema,
        body: favouriteBodySchema,
        response: { ...errorResponses(404), 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await library.like(request.params.id, await readerOf(request), request.body.favourite);
      return reply.code(204).send();
    },
  );
}
