import type { FlowDraft, FlowService } from "@sopflow/engine";
import { flowParamsSchema, flowStateAnswerSchema, publishFlowBodySchema } from "@sopflow/schemas";
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
      const published = await flows.publish(id, revision === undefined ? {} : { revision }, by);
      unwrap(published);
      const warnings = published.status === "ok" ? published.diagnostics : [];
      return { ...answer(await loadDraft(store, id)), diagnostics: [...warnings] };
    },
  );

  const stateRoute = (name: "pause" | "resume" | "archive", change: FlowService["pause"]) =>
    app.post(
      `/v1/flows/:id/${name}`,
      { schema: { params: flowParamsSchema, response: { ...errorResponses(404, 409), 200: flowStateAnswerSchema } } },
      async (request) => answer(unwrap(await change(request.params.id, actorOf(requirePrincipal(request))))),
    );
  stateRoute("pause", (id, by) => flows.pause(id, by));
  stateRoute("resume", (id, by) => flows.resume(id, by));
  stateRoute("archive", (id, by) => flows.archive(id, by));
}
