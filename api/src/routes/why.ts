import { whyAnswerSchema, whyParamsSchema, whyQuerySchema } from "@sopflow/schemas";
import { confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { loadCustomer } from "../customers/load-customer.js";
import { errorResponses } from "../errors/error-responses.js";
import type { NameSteps } from "../flows/step-names.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";
import { explainInput } from "../why/explain-input.js";
import { createProgramOf } from "../why/load-programs.js";

/** Why flows did what they did about a customer. An advisor asks about its own customers only. */
export function registerWhyRoutes(app: Api, { store }: Pick<Services, "store">, nameSteps: NameSteps): void {
  const programOf = createProgramOf(store);

  app.get(
    "/v1/customers/:id/why/:seq",
    {
      schema: {
        params: whyParamsSchema,
        querystring: whyQuerySchema,
        response: { ...errorResponses(404, 410), 200: whyAnswerSchema },
      },
    },
    async (request) => {
      const { id, seq } = request.params;
      const customer = await loadCustomer(store, id, confinedTo(requirePrincipal(request)));
      const { flowId } = request.query;
      return { items: await explainInput(store, { customerId: customer.id, seq, flowId }, programOf, nameSteps) };
    },
  );
}
