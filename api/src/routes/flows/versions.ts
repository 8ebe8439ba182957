import type { FlowVersion } from "@sopflow/engine";
import {
  flowParamsSchema,
  flowVersionListSchema,
  flowVersionParamsSchema,
  flowVersionSchema,
  savedFlowSchema,
} from "@sopflow/schemas";
import { actorOf } from "../../access/principal.js";
import { requirePrincipal } from "../../access/require-principal.js";
import { ApiError } from "../../errors/api-error.js";
import { errorResponses } from "../../errors/error-responses.js";
import { loadDraft } from "../../flows/load-draft.js";
import { unwrap } from "../../flows/unwrap.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";
import { revisionTag } from "./revision.js";

/** What was published: immutable. Restoring makes a draft of an old version; it goes live by publishing again. */
export function registerFlowVersionRoutes(app: Api, { store, flows }: Services): void {
  const peopleByVersion = async (flowId: string) => {
    const people = new Map<number, number>();
    for (const { version, state, count } of await store.readSide.standing(flowId)) {
      if (state === "active") people.set(version, (people.get(version) ?? 0) + count);
    }
    return people;
  };

  app.get(
    "/v1/flows/:id/versions",
    { schema: { params: flowParamsSchema, response: { ...errorResponses(404), 200: flowVersionListSchema } } },
    async (request) => {
      const { flowId } = await loadDraft(store, request.params.id);
      const people = await peopleByVersion(flowId);
      const versions = await store.flows.versions(flowId);
      return { items: versions.map((version) => summary(version, people)).reverse() };
    },
  );

  app.get(
    "/v1/flows/:id/versions/:version",
    { schema: { params: flowVersionParamsSchema, response: { ...errorResponses(404), 200: flowVersionSchema } } },
    async (request) => {
      const { id, version } = request.params;
      await loadDraft(store, id);
      const found = await store.flows.version(id, version);
      if (!found) throw ApiError.of("flow.version_not_found", { id, version });
      const { rules, plan, ...compiled } = found.compiled;
      return {
        ...summary(found, await peopleByVersion(id)),
        flow: found.flow,
        compiled: { ...compiled, rules: rules.map((rule) => ({ ...rule })), plan: { ...plan } },
      };
    },
  );

  app.post(
    "/v1/flows/:id/versions/:version/restore",
    { schema: { params: flowVersionParamsSchema, response: { ...errorResponses(404, 409), 200: savedFlowSchema } } },
    async (request, reply) => {
      const { id, version } = request.params;
      const draft = unwrap(await flows.restore(id, version, actorOf(requirePrincipal(request))));
      reply.header("etag", revisionTag(draft.revision));
      return { ...draft, diagnostics: [...(await flows.validate(draft.flow))] };
    },
  );
}

const summary = (
  { version, compiled, publishedAt, publishedBy }: FlowVersion,
  people: ReadonlyMap<number, number>,
) => ({
  version,
  hash: compiled.hash,
  publishedAt,
  publishedBy,
  people: people.get(version) ?? 0,
});
