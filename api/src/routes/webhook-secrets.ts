import { listSecrets, webhookSecrets } from "@sopflow/engine";
import {
  putWebhookSecretBodySchema,
  webhookSecretListSchema,
  webhookSecretParamsSchema,
  webhookSecretSchema,
} from "@sopflow/schemas";
import { z } from "zod";
import { recordAudit } from "../access/audit.js";
import { actorOf } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

/** Secrets that the headers of webhooks name. They go in, and never come out. */
export function registerWebhookSecretRoutes(app: Api, { store, clock }: Pick<Services, "store" | "clock">): void {
  const secrets = webhookSecrets(store.records);

  app.get(
    "/v1/webhook-secrets",
    { schema: { response: { ...errorResponses(), 200: webhookSecretListSchema } } },
    async () => ({
      items: (await listSecrets(store.records)).map(({ id, doc: { at, by } }) => ({ name: id, at, by })),
    }),
  );

  app.put(
    "/v1/webhook-secrets/:name",
    {
      schema: {
        params: webhookSecretParamsSchema,
        body: putWebhookSecretBodySchema,
        response: { ...errorResponses(), 200: webhookSecretSchema },
      },
    },
    async (request) => {
      const { name } = request.params;
      const principal = requirePrincipal(request);
      const doc = { value: request.body.value, at: clock.now(), by: actorOf(principal) };
      await secrets.put({ id: name, doc });
      await recordAudit(store, clock, principal, `webhook-secret:${name}`, "webhook.secret_saved");
      return { name, at: doc.at, by: doc.by };
    },
  );

  app.delete(
    "/v1/webhook-secrets/:name",
    { schema: { params: webhookSecretParamsSchema, response: { ...errorResponses(), 204: z.undefined() } } },
    async (request, reply) => {
      const { name } = request.params;
      await secrets.put({ id: name });
      await recordAudit(store, clock, requirePrincipal(request), `webhook-secret:${name}`, "webhook.secret_removed");
      return reply.code(204).send();
    },
  );
}
