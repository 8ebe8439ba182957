import {
  experimentsSchema,
  flowParamsSchema,
  idempotencyHeadersSchema,
  startableFlowListSchema,
  startFlowAnswerSchema,
  startFlowBodySchema,
} from "@sopflow/schemas";
import { requirePrincipal } from "../../access/require-principal.js";
import { errorResponses } from "../../errors/error-responses.js";
import { loadExperiments } from "../../flows/load-experiments.js";
import { listStartable, startFlow } from "../../flows/start-flow.js";
import type { Api } from "../../http.js";
import { claimKey } from "../../requests/claim-key.js";
import type { Services } from "../../services.js";

/** Putting customers into a flow by hand, and how its experiments do. */
export function registerStartRoutes(app: Api, services: Services): void {
  const { store } = services;

  app.get(
    "/v1/startable-flows",
    { schema: { response: { ...errorResponses(), 200: startableFlowListSchema } } },
    async () => ({ items: await listStartable(store) }),
  );

  app.post(
    "/v1/flows/:id/start",
    {
      schema: {
        params: flowParamsSchema,
        headers: idempotencyHeadersSchema,
        body: startFlowBodySchema,
        response: { ...errorResponses(404, 409, 422), 202: startFlowAnswerSchema },
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const { requestId } = await claimKey(services, principal, request);
      const answer = await startFlow(services, { flowId: request.params.id, requestId, ...request.body }, principal);
      return reply.code(202).send(answer);
    },
  );

  app.get(
    "/v1/flows/:id/experiments",
    { schema: { params: flowParamsSchema, response: { ...errorResponses(404), 200: experimentsSchema } } },
    (request) => loadExperiments(services, request.params.id),
  );
}
