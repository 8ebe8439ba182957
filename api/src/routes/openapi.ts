import { z } from "zod";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";

/** The description of this interface, made from the routes' own schemas. */
export function registerOpenApiRoute(app: Api): void {
  const schema = { response: { ...errorResponses(), 200: z.record(z.string(), z.unknown()) } };
  app.get("/v1/openapi.json", { schema }, () => ({ ...app.swagger() }));
}
