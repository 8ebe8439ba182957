import { alertListSchema, notificationListSchema, notificationQuerySchema, recentQuerySchema } from "@sopflow/schemas";
import { confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

/** What a lead must see, and what flows told people. Newest first. */
export function registerNoticeRoutes(app: Api, { store }: Pick<Services, "store">): void {
  app.get(
    "/v1/alerts",
    { schema: { querystring: recentQuerySchema, response: { ...errorResponses(), 200: alertListSchema } } },
    async (request) => ({
      items: (await store.readSide.alerts(request.query.limit)).map(({ kind: _, ...alert }) => alert),
    }),
  );

  app.get(
    "/v1/notifications",
    {
      schema: { querystring: notificationQuerySchema, response: { ...errorResponses(), 200: notificationListSchema } },
    },
    async (request) => {
      const own = confinedTo(requirePrincipal(request));
      const to = own === undefined ? request.query.to : `advisor:${own}`;
      const query = { limit: request.query.limit, ...(to !== undefined && { to }) };
      return { items: (await store.readSide.notifications(query)).map(({ kind: _, ...notification }) => notification) };
    },
  );
}
