import { advisorBodySchema, advisorListSchema, advisorParamsSchema, advisorSchema } from "@sopflow/schemas";
import { recordAudit } from "../access/audit.js";
import { confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import type { BrandWrites } from "../brand/brand-writes.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

/** Advisors with their load. One who leaves is set inactive, not deleted: past tasks name them. */
export function registerAdvisorRoutes(
  app: Api,
  { store, clock }: Pick<Services, "store" | "clock">,
  writes: BrandWrites,
): void {
  app.get(
    "/v1/advisors",
    { schema: { response: { ...errorResponses(), 200: advisorListSchema } } },
    async (request) => {
      const own = confinedTo(requirePrincipal(request));
      const [advisors, loads] = await Promise.all([store.brand.advisors(), store.tasks.loads(clock.now())]);
      return {
        items: advisors
          .filter(({ id }) => own === undefined || id === own)
          .map((advisor) => ({ ...advisor, openTasks: loads.get(advisor.id)?.open ?? 0 })),
      };
    },
  );

  app.put(
    "/v1/advisors/:id",
    {
      schema: {
        params: advisorParamsSchema,
        body: advisorBodySchema,
        response: { ...errorResponses(), 200: advisorSchema },
      },
    },
    async (request) => {
      const advisor = { id: request.params.id, ...request.body };
      await writes.upsertAdvisor(advisor);
      await recordAudit(store, clock, requirePrincipal(request), "settings", "advisor.saved", { id: advisor.id });
      return advisor;
    },
  );
}
