import type { FlowDraft } from "@sopflow/engine";
import {
  archiveBodySchema,
  flowParamsSchema,
  flowStateAnswerSchema,
  publishFlowBodySchema,
  resumeBodySchema,
} from "@sopflow/schemas";
import { actorOf } from "../../access/principal.js";
import { requirePrincipal } from "../../access/require-principal.js";
import { errorResponses } from "../../errors/error-responses.js";
import { loadDraft } from "../../flows/load-draft.js";
import { unwrap } from "../../flows/unwrap.js";
import type { Api } from "../../http.js";
import type { FlowFeeds } from "../../live/flow-feeds.js";
import type { Services } from "../../services.js";
import { optionalRevision } from "./revision.js";

/** Publishing, pausing, resuming and archiving. Whoever watches the flow sees the new state at once. */
export function registerFlowStateRoutes(app: Api, { store, flows }: Services, feeds: FlowFeeds): void {
  const answer = ({ flowId, state, publishedVersion }: FlowDraft) => {
    feeds.changed(flowId);
    return { flowId, state, ...(publishedVersion !== undefined && { publishedVersion }) };
  };

  app.post(
    "/v1/flows/:id/publish",
    {
      schema: {
        params: flowParamsSchema,
        body: publishFlowBodySchema.nullish(),
        response: { ...errorResponses(404, 409, 422), 200: flowStateAnswerSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const revision = optionalRevision(request.headers["if-match"], request.body?.revision);
      const by = actorOf(requirePrincipal(request));
      const { choices, resume } = request.body ?? {};
      const published = await flows.publish(id, { revision, choices, resume }, by);
      unwrap(published);
      const warnings = published.status === "ok" ? published.diagnostics : [];
      return { ...answer(await loadDraft(store, id)), diagnostics: [...warnings] };
    },
  );

  const params = flowParamsSchema;
  const response = { ...errorResponses(404, 409), 200: flowStateAnswerSchema };

  app.post("/v1/flows/:id/pause", { schema: { params, response } }, async (request) =>
    answer(unwrap(await flows.pause(request.params.id, actorOf(requirePrincipal(request))))),
  );

  app.post(
    "/v1/flows/:id/resume",
    { schema: { params, body: resumeBodySchema.nullish(), response } },
    async (request) => {
      const by = actorOf(requirePrincipal(request));
      return answer(unwrap(await flows.resume(request.params.id, by, request.body ?? undefined)));
    },
  );

  app.post(
    "/v1/flows/:id/archive",
    { schema: { params, body: archiveBodySchema.nullish(), response } },
    async (request) => {
      const by = actorOf(requirePrincipal(request));
      return answer(unwrap(await flows.archive(request.params.id, by, request.body?.people)));
    },
  );
}
