import { StoreError } from "@sopflow/engine";
import { healthSchema, readySchema } from "@sopflow/schemas";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

/** Alive, and ready for work: what a process manager or a load balancer asks. Open to all, and says nothing else. */
export function registerHealthRoutes(app: Api, { engine }: Pick<Services, "engine">): void {
  app.get("/healthz", { schema: { response: { 200: healthSchema } } }, () => ({ status: "ok" as const }));

  app.get(
    "/readyz",
    { schema: { response: { ...errorResponses(), 200: readySchema, 503: readySchema } } },
    async (_request, reply) => {
      const { state, storeError } = await engine.health().catch(failing);
      if (state === "running" && storeError === undefined) return { status: "ready" as const };
      return reply.code(503).send({ status: storeError === undefined ? "starting" : "failing" });
    },
  );
}

/** What cannot be asked is not ready. */
const failing = (error: unknown) => {
  if (error instanceof StoreError) return { state: "running", storeError: error.message } as const;
  throw error;
};
