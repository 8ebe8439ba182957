import { flowParamsSchema, releaseAnswerSchema, stepParamsSchema, stoppedStepListSchema } from "@sopflow/schemas";
import { recordAudit } from "../../access/audit.js";
import { actorOf } from "../../access/principal.js";
import { requirePrincipal } from "../../access/require-principal.js";
import { ApiError } from "../../errors/api-error.js";
import { errorResponses } from "../../errors/error-responses.js";
import { loadDraft } from "../../flows/load-draft.js";
import type { NameSteps } from "../../flows/step-names.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";

/** Steps that were stopped because they issued far more than usual: which, and letting them go on. */
export function registerStopRoutes(app: Api, { store, engine, clock }: Services, nameSteps: NameSteps): void {
  app.get(
    "/v1/flows/:id/stops",
    { schema: { params: flowParamsSchema, response: { ...errorResponses(404), 200: stoppedStepListSchema } } },
    async (request) => {
      const { flowId, publishedVersion: version = 0 } = await loadDraft(store, request.params.id);
      const rows = await store.schedules.list();
      const stops = rows.flatMap((row) => {
        const { nodeId, stopped } = row;
        return row.flowId === flowId && stopped ? [{ flowId, nodeId, version, ...stopped }] : [];
      });
      return { items: (await nameSteps(stops)).map(({ version: _version, ...stop }) => stop) };
    },
  );

  app.post(
    "/v1/flows/:id/steps/:nodeId/release",
    { schema: { params: stepParamsSchema, response: { ...errorResponses(404, 409), 202: releaseAnswerSchema } } },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const { id, nodeId } = request.params;
      const { flowId } = await loadDraft(store, id);
      const { status } = await engine.releaseStep(flowId, nodeId, actorOf(principal));
      if (status === "not_stopped") throw ApiError.of("node.not_stopped", { nodeId });
      await recordAudit(store, clock, principal, `flow:${flowId}`, "step.released", { nodeId });
      return reply.code(202).send({ status });
    },
  );
}
