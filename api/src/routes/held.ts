import { heldLinePageSchema, heldLinesQuerySchema, heldQuerySchema, heldSumsSchema } from "@sopflow/schemas";
import { errorResponses } from "../errors/error-responses.js";
import type { NameSteps } from "../flows/step-names.js";
import { listHeld } from "../held/list-held.js";
import { sumHeld } from "../held/sum-held.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

/** What did not go out as planned, and why: sums for a lead, and the list behind each. */
export function registerHeldRoutes(app: Api, { store }: Pick<Services, "store">, nameSteps: NameSteps): void {
  app.get(
    "/v1/held",
    { schema: { querystring: heldQuerySchema, response: { ...errorResponses(), 200: heldSumsSchema } } },
    (request) => sumHeld(store, request.query, nameSteps),
  );

  app.get(
    "/v1/held/lines",
    { schema: { querystring: heldLinesQuerySchema, response: { ...errorResponses(), 200: heldLinePageSchema } } },
    (request) => listHeld(store, request.query),
  );
}
