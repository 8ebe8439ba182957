import { enrollmentPageSchema, enrollmentQuerySchema, flowParamsSchema } from "@sopflow/schemas";
import { errorResponses } from "../../errors/error-responses.js";
import { listEnrollments } from "../../flows/list-enrollments.js";
import { loadDraft } from "../../flows/load-draft.js";
import type { NameSteps } from "../../flows/step-names.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";

/** The people in a flow, by node. */
export function registerEnrollmentRoute(app: Api, { store }: Pick<Services, "store">, nameSteps: NameSteps): void {
  app.get(
    "/v1/flows/:id/enrollments",
    {
      schema: {
        params: flowParamsSchema,
        querystring: enrollmentQuerySchema,
        response: { ...errorResponses(404), 200: enrollmentPageSchema },
      },
    },
    async (request) => {
      const { flowId } = await loadDraft(store, request.params.id);
      return listEnrollments(store, { flowId, ...request.query }, nameSteps);
    },
  );
}
