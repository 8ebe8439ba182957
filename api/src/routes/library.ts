import {
  favouriteBodySchema,
  idempotencyHeadersSchema,
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
import { claimKey, madeId } from "../requests/claim-key.js";
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
    {
      schema: {
        headers: idempotencyHeadersSchema,
        body: libraryBodySchema,
        response: { ...errorResponses(404, 409), 201: libraryItemSchema },
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const claim = await claimKey({ store, clock }, principal, request);
      const { id = madeId(principal, claim) } = request.body;
      return reply.code(201).send(await library.add(await readerOf(request), id, request.body, clock.now()));
    },
  );

  app.put(
    "/v1/library/:id",
    {
      schema: {
        params: libraryParamsSchema,
        headers: idempotencyHeadersSchema,
        body: libraryBodySchema,
        response: { ...errorResponses(403, 404, 409), 200: libraryItemSchema },
      },
    },
    async (request) => {
      await claimKey({ store, clock }, requirePrincipal(request), request);
      return library.change(request.params.id, await readerOf(request), request.body, clock.now());
    },
  );

  app.delete(
    "/v1/library/:id",
    {
      schema: {
        params: libraryParamsSchema,
        headers: idempotencyHeadersSchema,
        response: { ...errorResponses(403, 404, 409), 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const { isRepeat } = await claimKey({ store, clock }, requirePrincipal(request), request);
      await library.remove(request.params.id, await readerOf(request), isRepeat);
      return reply.code(204).send();
    },
  );

  app.put(
    "/v1/library/:id/favourite",
    {
      schema: {
        params: libraryParamsSchema,
        headers: idempotencyHeadersSchema,
        body: favouriteBodySchema,
        response: { ...errorResponses(404, 409), 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await claimKey({ store, clock }, requirePrincipal(request), request);
      await library.like(request.params.id, await readerOf(request), request.body.favourite);
      return reply.code(204).send();
    },
  );
}
