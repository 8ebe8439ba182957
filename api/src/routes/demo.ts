import { inventFriend } from "@sopflow/engine";
import { demoBodySchema, demoFriendSchema, demoSchema } from "@sopflow/schemas";
import { z } from "zod";
import { recordAudit } from "../access/audit.js";
import { requirePrincipal } from "../access/require-principal.js";
import { DEMO_SEED, demoUntil } from "../demo/seed-demo.js";
import { isStreamOn, switchStream } from "../demo/stream-switch.js";
import { ApiError } from "../errors/api-error.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

/** What only a demo brand has: its stream of made-up events, and people who are made up on request. */
export function registerDemoRoutes(app: Api, services: Services): void {
  const { store, engine, clock, demoStream = false } = services;
  const answer = async () => {
    const isThere = demoStream && (await demoUntil(store)) !== undefined;
    return { stream: isThere ? ((await isStreamOn(store)) ? "on" : "off") : "unavailable" } as const;
  };

  app.get("/v1/demo", { schema: { response: { ...errorResponses(), 200: demoSchema } } }, answer);

  app.put(
    "/v1/demo",
    { schema: { body: demoBodySchema, response: { ...errorResponses(409), 200: demoSchema } } },
    async (request) => {
      if ((await answer()).stream === "unavailable") throw ApiError.of("demo.none");
      await switchStream(store, request.body.stream);
      await recordAudit(store, clock, requirePrincipal(request), "settings", `demo.stream_${request.body.stream}`);
      return answer();
    },
  );

  app.post(
    "/v1/demo/friends",
    { schema: { body: z.strictObject({}).optional(), response: { ...errorResponses(409), 201: demoFriendSchema } } },
    async (_, reply) => {
      if ((await demoUntil(store)) === undefined) throw ApiError.of("demo.none");
      const at = clock.now();
      const friend = inventFriend({ seed: DEMO_SEED, name: `visit-${crypto.randomUUID().slice(0, 8)}`, at });
      const answers = await engine.post(friend.events, { origin: "system" });
      const refused = answers.find((one) => one.status === "rejected");
      if (refused?.status === "rejected") throw ApiError.worded(refused.code, refused.message);
      return reply.code(201).send({ customerId: friend.id, name: friend.name, advisorId: friend.advisorId });
    },
  );
}
