import {
  handOverAnswerSchema,
  handOverBodySchema,
  handOverListSchema,
  handOverQuerySchema,
  type WireHandOver,
} from "@sopflow/schemas";
import { recordAudit } from "../access/audit.js";
import { actorOf } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { handOver, listHandOvers } from "../desk/hand-over.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

const MOST_ITEMS = 500;

/** A lead hands customers from one advisor to another, and sees how far it is. */
export function registerHandOverRoutes(
  app: Api,
  { store, engine, clock, wecom }: Pick<Services, "store" | "engine" | "clock" | "wecom">,
): void {
  app.post(
    "/v1/hand-overs",
    {
      // Up to 2,000 ids.
      bodyLimit: 1_048_576,
      schema: { body: handOverBodySchema, response: { ...errorResponses(404, 422), 202: handOverAnswerSchema } },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const { from, to } = request.body;
      const wish = { ...request.body, by: actorOf(principal), at: clock.now() };
      const service = (await wecom.connectionOf(from))?.service;
      const answer = await handOver({ store, engine }, service, wish);
      const { asked, done } = answer;
      await recordAudit(store, clock, principal, `advisor:${from}`, "customers.handed_over", { to, asked, done });
      return reply.code(202).send(answer);
    },
  );

  app.get(
    "/v1/hand-overs",
    { schema: { querystring: handOverQuerySchema, response: { ...errorResponses(), 200: handOverListSchema } } },
    async (request) => {
      const all = await Promise.all(
        (await wecom.eachRecords()).map((records) => listHandOvers(records, request.query)),
      );
      const found = all.flat().sort((a, b) => b.at - a.at);
      const counts: Record<string, number> = {};
      for (const { state } of found) counts[state] = (counts[state] ?? 0) + 1;
      return { items: found.slice(0, MOST_ITEMS).map(shown), counts };
    },
  );
}

function shown({
  externalUserId: _,
  isLeaver: __,
  message: ___,
  failures: ____,
  ...rest
}: Awaited<ReturnType<typeof listHandOvers>>[number]): WireHandOver {
  return rest;
}
