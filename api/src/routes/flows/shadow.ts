import { createShadows } from "@sopflow/engine";
import {
  flowParamsSchema,
  shadowAnswerSchema,
  shadowDifferencePageSchema,
  shadowDifferencesQuerySchema,
  shadowSchema,
  startShadowBodySchema,
} from "@sopflow/schemas";
import { actorOf } from "../../access/principal.js";
import { requirePrincipal } from "../../access/require-principal.js";
import { errorResponses } from "../../errors/error-responses.js";
import { listShadowDifferences } from "../../flows/list-shadow-differences.js";
import { loadDraft } from "../../flows/load-draft.js";
import { unwrap } from "../../flows/unwrap.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";

/** Shadows: the saved draft decides beside the live version on what happens, and does nothing. */
export function registerShadowRoutes(app: Api, { store, engine, clock, waker }: Services): void {
  const shadows = createShadows({ store, engine, clock, waker, logger: app.log });
  app.addHook("onReady", async () => shadows.start());
  app.addHook("preClose", () => shadows.stop());
  const answerOf = async (flowId: string) => {
    const shadow = await shadows.get(flowId);
    return shadow ? { shadow } : {};
  };
  const response = { ...errorResponses(404), 200: shadowAnswerSchema };

  app.get("/v1/flows/:id/shadow", { schema: { params: flowParamsSchema, response } }, async (request) => {
    const { flowId } = await loadDraft(store, request.params.id);
    return answerOf(flowId);
  });

  app.post(
    "/v1/flows/:id/shadow",
    {
      schema: {
        params: flowParamsSchema,
        body: startShadowBodySchema,
        response: { ...errorResponses(404, 409, 422), 201: shadowSchema },
      },
    },
    async (request, reply) => {
      const by = actorOf(requirePrincipal(request));
      const { days } = request.body;
      return reply.code(201).send(unwrap(await shadows.begin(request.params.id, { days, by })));
    },
  );

  app.delete("/v1/flows/:id/shadow", { schema: { params: flowParamsSchema, response } }, async (request) => {
    const { flowId } = await loadDraft(store, request.params.id);
    const shadow = await shadows.end(flowId, actorOf(requirePrincipal(request)));
    return shadow ? { shadow } : {};
  });

  app.get(
    "/v1/flows/:id/shadow/differences",
    {
      schema: {
        params: flowParamsSchema,
        querystring: shadowDifferencesQuerySchema,
        response: { ...errorResponses(404), 200: shadowDifferencePageSchema },
      },
    },
    async (request) => {
      const { flowId } = await loadDraft(store, request.params.id);
      return listShadowDifferences(store, shadows, flowId, request.query);
    },
  );
}
