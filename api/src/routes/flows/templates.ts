import { TEMPLATE_GALLERY } from "@sopflow/engine/core";
import { flowSchema, flowTemplateListSchema } from "@sopflow/schemas";
import { errorResponses } from "../../errors/error-responses.js";
import type { Api } from "../../http.js";

/** The SOPs that a lead may start from. */
export function registerTemplateRoute(app: Api): void {
  // They are part of the program, so they are read once.
  const items = TEMPLATE_GALLERY.map(({ id, name, purpose, file }) => ({
    id,
    name,
    purpose,
    flow: flowSchema.parse(file),
  }));
  app.get("/v1/templates", { schema: { response: { ...errorResponses(), 200: flowTemplateListSchema } } }, () => ({
    items,
  }));
}
