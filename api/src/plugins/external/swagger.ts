import swagger from "@fastify/swagger";
import { createJsonSchemaTransform } from "fastify-type-provider-zod";
import type { Api } from "../../http.js";

/** Collects every route's schemas into one OpenAPI 3.1 description; `GET /v1/openapi.json` serves it. */
export async function registerSwagger(app: Api): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "sopflow",
        version: "1",
        description:
          "Customer-lifecycle SOPs for WeCom. Times are epoch ms, money is fen; events carry instants with offset. " +
          "Every error has the form {code, message, details}.",
      },
      components: {
        securitySchemes: {
          key: { type: "http", scheme: "bearer", description: "An API key, sk_…" },
          session: { type: "apiKey", in: "cookie", name: "sopflow_session" },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig: { unrepresentable: "any" } }),
  });
}
