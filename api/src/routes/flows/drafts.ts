import type { FlowAnswer, FlowDraft } from "@sopflow/engine";
import {
  type CreateFlowBody,
  compileAnswerSchema,
  createFlowBodySchema,
  type Diagnostic,
  diagnosticsAnswerSchema,
  duplicateFlowBodySchema,
  flowBodySchema,
  flowListSchema,
  flowParamsSchema,
  hasErrors,
  MAX_BATCH_BYTES,
  renameFlowBodySchema,
  type SavedFlow,
  savedFlowSchema,
  saveFlowBodySchema,
} from "@sopflow/schemas";
import type { FastifyReply } from "fastify";
import { actorOf } from "../../access/principal.js";
import { requirePrincipal } from "../../access/require-principal.js";
import { errorResponses } from "../../errors/error-responses.js";
import { createFlowList } from "../../flows/list-flows.js";
import { loadDraft } from "../../flows/load-draft.js";
import { unwrap } from "../../flows/unwrap.js";
import type { Api } from "../../http.js";
import type { Services } from "../../services.js";
import { expectedRevision, revisionTag } from "./revision.js";

/** A flow of 500 nodes with scripts fits in. */
const bodyLimit = MAX_BATCH_BYTES;

/** Drafts: list, create, read, save (with the revision it was made from), rename, duplicate, validate, compile. */
export function registerFlowDraftRoutes(app: Api, services: Services): void {
  const { store, flows } = services;
  const listFlows = createFlowList(services);
  const saved = async (reply: FastifyReply, draft: FlowDraft): Promise<SavedFlow> => {
    reply.header("etag", revisionTag(draft.revision));
    return { ...draft, diagnostics: [...(await flows.validate(draft.flow))] };
  };

  app.get("/v1/flows", { schema: { response: { ...errorResponses(), 200: flowListSchema } } }, async () => ({
    items: await listFlows(),
  }));

  app.post(
    "/v1/flows",
    {
      bodyLimit,
      schema: { body: createFlowBodySchema, response: { ...errorResponses(404, 409, 413, 422), 201: savedFlowSchema } },
    },
    async (request, reply) => {
      const draft = unwrap(await create(services, request.body, actorOf(requirePrincipal(request))));
      return reply.code(201).send(await saved(reply, draft));
    },
  );

  app.get(
    "/v1/flows/:id",
    { schema: { params: flowParamsSchema, response: { ...errorResponses(404), 200: savedFlowSchema } } },
    async (request, reply) => saved(reply, await loadDraft(store, request.params.id)),
  );

  app.put(
    "/v1/flows/:id",
    {
      bodyLimit,
      schema: {
        params: flowParamsSchema,
        body: saveFlowBodySchema,
        response: { ...errorResponses(404, 409, 413, 422), 200: savedFlowSchema },
      },
    },
    async (request, reply) => {
      const { flow, revision } = request.body;
      const from = expectedRevision(request.headers["if-match"], revision);
      const by = actorOf(requirePrincipal(request));
      return saved(reply, unwrap(await flows.save(request.params.id, flow, from, by)));
    },
  );

  app.post(
    "/v1/flows/:id/rename",
    {
      schema: {
        params: flowParamsSchema,
        body: renameFlowBodySchema,
        response: { ...errorResponses(404, 409, 422), 200: savedFlowSchema },
      },
    },
    async (request, reply) => {
      const { name, revision } = request.body;
      const from = expectedRevision(request.headers["if-match"], revision);
      const by = actorOf(requirePrincipal(request));
      return saved(reply, unwrap(await flows.rename(request.params.id, name, from, by)));
    },
  );

  app.post(
    "/v1/flows/:id/duplicate",
    {
      schema: {
        params: flowParamsSchema,
        body: duplicateFlowBodySchema,
        response: { ...errorResponses(404, 409, 422), 201: savedFlowSchema },
      },
    },
    async (request, reply) => {
      const by = actorOf(requirePrincipal(request));
      const draft = unwrap(await flows.duplicate(request.params.id, request.body, by));
      return reply.code(201).send(await saved(reply, draft));
    },
  );

  app.post(
    "/v1/flows/validate",
    { bodyLimit, schema: { body: flowBodySchema, response: { ...errorResponses(413), 200: diagnosticsAnswerSchema } } },
    async (request) => answerOf(await flows.validate(request.body.flow)),
  );

  app.post(
    "/v1/flows/compile",
    { bodyLimit, schema: { body: flowBodySchema, response: { ...errorResponses(413), 200: compileAnswerSchema } } },
    async (request) => compileAnswer(services, request.body.flow),
  );

  app.post(
    "/v1/flows/:id/validate",
    { schema: { params: flowParamsSchema, response: { ...errorResponses(404), 200: diagnosticsAnswerSchema } } },
    async (request) => answerOf(await flows.validate((await loadDraft(store, request.params.id)).flow)),
  );

  app.post(
    "/v1/flows/:id/compile",
    { schema: { params: flowParamsSchema, response: { ...errorResponses(404), 200: compileAnswerSchema } } },
    async (request) => compileAnswer(services, (await loadDraft(store, request.params.id)).flow),
  );
}

const answerOf = (diagnostics: readonly Diagnostic[]) => ({
  ok: !hasErrors(diagnostics),
  diagnostics: [...diagnostics],
});

async function compileAnswer({ flows }: Services, flow: unknown) {
  const { compiled, diagnostics } = await flows.compile(flow);
  return {
    ...answerOf(diagnostics),
    ...(compiled && {
      compiled: { ...compiled, rules: compiled.rules.map((rule) => ({ ...rule })), plan: { ...compiled.plan } },
    }),
  };
}

function create({ flows }: Services, body: CreateFlowBody, by: string): Promise<FlowAnswer<FlowDraft>> {
  if ("flow" in body) return flows.create(body.flow, by);
  return "template" in body ? flows.fromTemplate(body, by) : flows.createEmpty(body, by);
}
