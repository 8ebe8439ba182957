import { type Backtests, createBacktests } from "@sopflow/engine";
import { backtestListSchema, backtestParamsSchema, backtestSchema, flowParamsSchema } from "@sopflow/schemas";
import { actorOf } from "../../access/principal.js";
import { requirePrincipal } from "../../access/require-principal.js";
import { ApiError } from "../../errors/api-error.js";
import { errorResponses } from "../../errors/error-responses.js";
import { loadDraft } from "../../flows/load-draft.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";

/** Back-tests of the saved draft on the history that is stored, beside the version that is live. */
export function registerBacktestRoutes(app: Api, { store, flows, clock }: Services): void {
  const backtests: Backtests = createBacktests(store, clock);
  app.addHook("preClose", () => backtests.close());

  app.get(
    "/v1/flows/:id/backtests",
    { schema: { params: flowParamsSchema, response: { ...errorResponses(404), 200: backtestListSchema } } },
    async (request) => {
      const { flowId } = await loadDraft(store, request.params.id);
      return { items: await backtests.list(flowId) };
    },
  );

  app.post(
    "/v1/flows/:id/backtests",
    { schema: { params: flowParamsSchema, response: { ...errorResponses(404, 422), 202: backtestSchema } } },
    async (request, reply) => {
      const { flowId, flow, revision, publishedVersion } = await loadDraft(store, request.params.id);
      const { compiled, diagnostics } = await flows.compile(flow);
      if (!compiled) throw ApiError.of("flow.has_problems", { count: diagnostics.length }, { diagnostics });
      const live = publishedVersion === undefined ? undefined : await store.flows.version(flowId, publishedVersion);
      const by = actorOf(requirePrincipal(request));
      return reply
        .code(202)
        .send(await backtests.start({ flowId, revision, draft: compiled, live: live?.compiled, by }));
    },
  );

  app.delete(
    "/v1/flows/:id/backtests/:runId",
    { schema: { params: backtestParamsSchema, response: { ...errorResponses(404), 200: backtestListSchema } } },
    async (request) => {
      const { id, runId } = request.params;
      const { flowId } = await loadDraft(store, id);
      await backtests.cancel(flowId, runId);
      return { items: await backtests.list(flowId) };
    },
  );
}
