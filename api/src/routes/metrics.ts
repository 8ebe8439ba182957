import { z } from "zod";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import { metricsText } from "../metrics/metrics-text.js";
import type { Services } from "../services.js";

/** Figures for Prometheus. */
export function registerMetricsRoute(app: Api, services: Pick<Services, "engine" | "store">): void {
  const content = { "text/plain; version=0.0.4; charset=utf-8": { schema: z.string() } };
  app.get("/metrics", { schema: { response: { ...errorResponses(), 200: { content } } } }, async (_request, reply) => {
    reply.type("text/plain; version=0.0.4; charset=utf-8");
    return metricsText(services);
  });
}
