import { stepParamsSchema, stepTracePageSchema, stepTraceQuerySchema } from "@sopflow/schemas";
import { errorResponses } from "../../errors/error-responses.js";
import { listStepTrace } from "../../flows/list-step-trace.js";
import { loadDraft } from "../../flows/load-draft.js";
import type { NameSteps } from "../../flows/step-names.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";

/** The lists behind the numbers of a step that count what happened there. */
export function registerStepTraceRoute(app: Api, { store }: Pick<Services, "store">, nameSteps: NameSteps): void {
  app.get(
    "/v1/flows/:id/steps/:nodeId/trace",
    {
      schema: {
        params: stepParamsSchema,
        querystring: stepTraceQuerySchema,
        response: { ...errorResponses(404), 200: stepTracePageSchema },
      },
    },
    async (request) => {
      const { id, nodeId } = request.params;
      const { flowId } = await loadDraft(store, id);
      return listStepTrace(store, { flowId, nodeId, ...request.query }, nameSteps);
    },
  );
}
