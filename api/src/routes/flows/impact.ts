import {
  flowParamsSchema,
  forecastSchema,
  impactBodySchema,
  impactSchema,
  insideProgressListSchema,
  MAX_BATCH_BYTES,
} from "@sopflow/schemas";
import { errorResponses } from "../../errors/error-responses.js";
import { loadDraft } from "../../flows/load-draft.js";
import { unwrap } from "../../flows/unwrap.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";

/** What publishing would mean for the people inside, and how far what was decided about them is. */
export function registerFlowImpactRoutes(app: Api, { store, flows }: Pick<Services, "store" | "flows">): void {
  const response = { ...errorResponses(404, 422), 200: impactSchema };

  app.get("/v1/flows/:id/impact", { schema: { params: flowParamsSchema, response } }, async (request) =>
    unwrap(await flows.impact(request.params.id)),
  );

  app.post(
    "/v1/flows/:id/impact",
    {
      bodyLimit: MAX_BATCH_BYTES,
      schema: { params: flowParamsSchema, body: impactBodySchema, response: { ...response, ...errorResponses(413) } },
    },
    async (request) => unwrap(await flows.impact(request.params.id, request.body.choices)),
  );

  app.post(
    "/v1/flows/:id/forecast",
    {
      bodyLimit: MAX_BATCH_BYTES,
      schema: {
        params: flowParamsSchema,
        body: impactBodySchema,
        response: { ...errorResponses(404, 413, 422), 200: forecastSchema },
      },
    },
    async (request) => unwrap(await flows.forecastWith(request.params.id, request.body.choices)),
  );

  app.get(
    "/v1/flows/:id/inside",
    { schema: { params: flowParamsSchema, response: { ...errorResponses(404), 200: insideProgressListSchema } } },
    async (request) => {
      const { flowId } = await loadDraft(store, request.params.id);
      return { items: await flows.inside(flowId) };
    },
  );
}
