import {
  changeTagsAnswerSchema,
  changeTagsBodySchema,
  customerPageSchema,
  customerParamsSchema,
  customerQuerySchema,
  customerViewSchema,
  idempotencyHeadersSchema,
  previewCustomerSchema,
  timelinePageSchema,
  timelineQuerySchema,
} from "@sopflow/schemas";
import { confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { brandSettings } from "../brand/brand-settings.js";
import { changeTags } from "../customers/change-tags.js";
import { loadCustomer } from "../customers/load-customer.js";
import { filterTimeline } from "../customers/load-timeline.js";
import { errorResponses } from "../errors/error-responses.js";
import type { NameSteps } from "../flows/step-names.js";
import type { Api } from "../http.js";
import { claimKey } from "../requests/claim-key.js";
import type { Services } from "../services.js";
import { nextOf } from "./paging.js";

/** Customers: list, one, its tags, and what happened to one. An advisor sees only those of whom it is the owner. */
export function registerCustomerRoutes(
  app: Api,
  { store, engine, clock }: Pick<Services, "store" | "engine" | "clock">,
  nameSteps: NameSteps,
): void {
  app.get(
    "/v1/customers",
    { schema: { querystring: customerQuerySchema, response: { ...errorResponses(), 200: customerPageSchema } } },
    async (request) => {
      const { search, after, limit, advisorId, ...filter } = request.query;
      const own = confinedTo(requirePrincipal(request));
      if (own !== undefined && advisorId !== undefined && advisorId !== own) return { items: [] };
      const owner = own ?? advisorId;
      const rows = await store.customers.list({
        ...(filter.tag !== undefined && { tag: filter.tag }),
        ...(filter.tier !== undefined && { tier: filter.tier }),
        ...(search !== undefined && { text: search }),
        ...(owner !== undefined && { advisorId: owner }),
        ...(after !== undefined && { afterId: after }),
        limit: limit + 1,
      });
      const items = rows.slice(0, limit).map((row) => ({ ...row, tags: [...row.tags] }));
      return { items, ...nextOf(rows, limit, (row) => row.id) };
    },
  );

  app.get(
    "/v1/customers/:id",
    { schema: { params: customerParamsSchema, response: { ...errorResponses(404, 410), 200: customerViewSchema } } },
    async (request) => {
      const customer = await loadCustomer(store, request.params.id, confinedTo(requirePrincipal(request)));
      const [enrollments, { attributes }] = await Promise.all([nameSteps(customer.enrollments), brandSettings(store)]);
      const named = Object.entries(attributes).filter(([id]) => Object.hasOwn(customer.attributes, id));
      const attributeLabels = Object.fromEntries(named.map(([id, { label }]) => [id, label]));
      return { ...customer, enrollments, attributeLabels };
    },
  );

  app.post(
    "/v1/customers/:id/tags",
    {
      schema: {
        params: customerParamsSchema,
        headers: idempotencyHeadersSchema,
        body: changeTagsBodySchema,
        response: { ...errorResponses(404, 409, 410, 422), 202: changeTagsAnswerSchema },
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const { id } = await loadCustomer(store, request.params.id, confinedTo(principal));
      const { requestId } = await claimKey({ store, clock }, principal, request);
      const answer = await changeTags({ engine, clock }, { customerId: id, ...request.body, requestId }, principal);
      return reply.code(202).send(answer);
    },
  );

  app.get(
    "/v1/customers/:id/preview",
    { schema: { params: customerParamsSchema, response: { ...errorResponses(404, 410), 200: previewCustomerSchema } } },
    (request) => loadCustomer(store, request.params.id, confinedTo(requirePrincipal(request))),
  );

  app.get(
    "/v1/customers/:id/timeline",
    {
      schema: {
        params: customerParamsSchema,
        querystring: timelineQuerySchema,
        response: { ...errorResponses(404, 410), 200: timelinePageSchema },
      },
    },
    async (request) => {
      const { id } = await loadCustomer(store, request.params.id, confinedTo(requirePrincipal(request)));
      const [page, { traceDays }] = await Promise.all([
        filterTimeline(store, id, request.query, nameSteps),
        brandSettings(store),
      ]);
      return { ...page, keptDays: traceDays };
    },
  );
}
