import type { ApiKeyRow } from "@sopflow/engine";
import { apiKeyListSchema, createdKeySchema, createKeyBodySchema, keyParamsSchema } from "@sopflow/schemas";
import { z } from "zod";
import { createKey } from "../access/api-keys.js";
import { recordAudit } from "../access/audit.js";
import { requirePrincipal } from "../access/require-principal.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

/** API keys for machines. A secret is shown once, when its key is made. */
export function registerKeyRoutes(app: Api, { store, clock }: Pick<Services, "store" | "clock">): void {
  app.get("/v1/keys", { schema: { response: { ...errorResponses(), 200: apiKeyListSchema } } }, async () => ({
    items: (await store.access.keys()).map(withoutHash),
  }));

  app.post(
    "/v1/keys",
    { schema: { body: createKeyBodySchema, response: { ...errorResponses(), 201: createdKeySchema } } },
    async (request, reply) => {
      const { row, secret } = await createKey(store, request.body, clock.now());
      await recordAudit(store, clock, requirePrincipal(request), `key:${row.id}`, "key.created", {
        name: row.name,
        scopes: [...row.scopes],
      });
      return reply.code(201).send({ ...withoutHash(row), secret });
    },
  );

  app.delete(
    "/v1/keys/:id",
    { schema: { params: keyParamsSchema, response: { ...errorResponses(404), 204: z.undefined() } } },
    async (request, reply) => {
      const { id } = request.params;
      if (!(await store.access.revokeKey(id, clock.now()))) throw ApiError.of("key.not_found", { id });
      await recordAudit(store, clock, requirePrincipal(request), `key:${id}`, "key.revoked");
      return reply.code(204).send();
    },
  );
}

const withoutHash = ({ hash: _, scopes, ...key }: ApiKeyRow) => ({ ...key, scopes: [...scopes] });
