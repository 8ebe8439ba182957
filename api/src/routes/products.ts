import { productBodySchema, productListSchema, productParamsSchema, productSchema } from "@sopflow/schemas";
import { recordAudit } from "../access/audit.js";
import { requirePrincipal } from "../access/require-principal.js";
import type { BrandWrites } from "../brand/brand-writes.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

/** Products. One that is no longer sold is archived, not deleted: past orders name it. */
export function registerProductRoutes(
  app: Api,
  { store, clock }: Pick<Services, "store" | "clock">,
  writes: BrandWrites,
): void {
  app.get("/v1/products", { schema: { response: { ...errorResponses(), 200: productListSchema } } }, async () => ({
    items: await store.brand.products(),
  }));

  app.put(
    "/v1/products/:sku",
    {
      schema: {
        params: productParamsSchema,
        body: productBodySchema,
        response: { ...errorResponses(), 200: productSchema },
      },
    },
    async (request) => {
      const product = { sku: request.params.sku, ...request.body };
      await writes.upsertProduct(product);
      await recordAudit(store, clock, requirePrincipal(request), "settings", "product.saved", { sku: product.sku });
      return product;
    },
  );
}
