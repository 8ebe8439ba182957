import type { ProgramCache } from "@sopflow/engine";
import {
  entryCheckParamsSchema,
  entryCheckQuerySchema,
  entryCheckSchema,
  whyAnswerSchema,
  whyParamsSchema,
  whyQuerySchema,
} from "@sopflow/schemas";
import { confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { loadCustomer } from "../customers/load-customer.js";
import { errorResponses } from "../errors/error-responses.js";
import type { NameSteps } from "../flows/step-names.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";
import { explainEntry } from "../why/explain-entry.js";
import { explainInput } from "../why/explain-input.js";
import { createProgramOf } from "../why/load-programs.js";

/** Why flows did what they did about a customer. An advisor asks about its own customers only. */
export function registerWhyRoutes(
  app: Api,
  { store, clock }: Pick<Services, "store" | "clock">,
  nameSteps: NameSteps,
): void {
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
      const asked = { customerId: customer.id, ownerId: customer.advisorId, seq, flowId };
      return { items: await explainInput(store, asked, programOf, nameSteps) };
    },
  );

  const programs: ProgramCache = new Map();
  app.get(
    "/v1/flows/:id/entry-check",
    {
      schema: {
        params: entryCheckParamsSchema,
        querystring: entryCheckQuerySchema,
        response: { ...errorResponses(404, 410), 200: entryCheckSchema },
      },
    },
    async (request) => {
      const customer = await loadCustomer(store, request.query.customerId, confinedTo(requirePrincipal(request)));
      return explainEntry(store, { customer, flowId: request.params.id, at: clock.now() }, programs, nameSteps);
    },
  );
}
