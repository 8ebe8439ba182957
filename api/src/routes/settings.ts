import { isZone } from "@sopflow/engine/core";
import { settingsAnswerSchema, settingsBodySchema, taxonomyAnswerSchema, taxonomyBodySchema } from "@sopflow/schemas";
import { recordAudit } from "../access/audit.js";
import { requirePrincipal } from "../access/require-principal.js";
import { brandSettings, brandTaxonomy } from "../brand/brand-settings.js";
import type { BrandWrites } from "../brand/brand-writes.js";
import { etagOf } from "../brand/etag.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";
import { withoutGaps } from "./without-gaps.js";

/**
 * Brand settings, of which a save changes what it names, and the tag taxonomy, which it replaces. `ETag` and `If-Match`
 * keep two people from overwriting each other.
 */
export function registerSettingsRoutes(
  app: Api,
  { store, clock }: Pick<Services, "store" | "clock">,
  writes: BrandWrites,
): void {
  app.get(
    "/v1/settings",
    { schema: { response: { ...errorResponses(), 200: settingsAnswerSchema } } },
    async (_, reply) => {
      const settings = await brandSettings(store);
      reply.header("etag", etagOf(settings));
      return settings;
    },
  );

  app.put(
    "/v1/settings",
    { schema: { body: settingsBodySchema, response: { ...errorResponses(409, 422), 200: settingsAnswerSchema } } },
    async (request, reply) => {
      const { body } = request;
      if (body.timezone !== undefined && !isZone(body.timezone)) {
        throw ApiError.of("settings.invalid", { path: "timezone", problem: body.timezone }, { path: "timezone" });
      }
      const settings = await writes.changeSettings(withoutGaps(body), request.headers["if-match"]);
      await recordAudit(store, clock, requirePrincipal(request), "settings", "settings.saved");
      reply.header("etag", etagOf(settings));
      return settings;
    },
  );

  app.get(
    "/v1/taxonomy",
    { schema: { response: { ...errorResponses(), 200: taxonomyAnswerSchema } } },
    async (_, reply) => {
      const taxonomy = await brandTaxonomy(store);
      reply.header("etag", etagOf(taxonomy));
      return taxonomy;
    },
  );

  app.put(
    "/v1/taxonomy",
    {
      bodyLimit: 1_048_576,
      schema: { body: taxonomyBodySchema, response: { ...errorResponses(409), 200: taxonomyAnswerSchema } },
    },
    async (request, reply) => {
      await writes.replaceTaxonomy(request.body, request.headers["if-match"]);
      await recordAudit(store, clock, requirePrincipal(request), "settings", "taxonomy.saved");
      reply.header("etag", etagOf(request.body));
      return request.body;
    },
  );
}
