import { orderEnrollment } from "@sopflow/engine";
import {
  enrollmentOrderAnswerSchema,
  enrollmentParamsSchema,
  exitEnrollmentBodySchema,
  idempotencyHeadersSchema,
  moveEnrollmentBodySchema,
} from "@sopflow/schemas";
import { actorOf, confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { newId } from "../access/tokens.js";
import { loadCustomer } from "../customers/load-customer.js";
import { errorResponses } from "../errors/error-responses.js";
import { unwrap } from "../flows/unwrap.js";
import type { Api } from "../http.js";
import type { Services } from "../services.js";

/** One person in a flow: taken out, or put on another step. With a reason, which the audit log keeps. */
export function registerEnrollmentOrderRoutes(app: Api, services: Pick<Services, "store" | "engine" | "clock">): void {
  const schema = {
    params: enrollmentParamsSchema,
    headers: idempotencyHeadersSchema,
    response: { ...errorResponses(404, 410, 422), 202: enrollmentOrderAnswerSchema },
  };

  app.post(
    "/v1/customers/:id/enrollments/:enrollmentId/exit",
    { schema: { ...schema, body: exitEnrollmentBodySchema } },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const { id: customerId } = await loadCustomer(services.store, request.params.id, confinedTo(principal));
      const requestId = request.headers["idempotency-key"] ?? newId();
      const { note } = request.body;
      const { enrollmentId } = request.params;
      const order = { customerId, enrollmentId, note, requestId, by: actorOf(principal) };
      return reply.code(202).send(unwrap(await orderEnrollment(services, order)));
    },
  );

  app.post(
    "/v1/customers/:id/enrollments/:enrollmentId/move",
    { schema: { ...schema, body: moveEnrollmentBodySchema } },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const { id: customerId } = await loadCustomer(services.store, request.params.id, confinedTo(principal));
      const requestId = request.headers["idempotency-key"] ?? newId();
      const { note, ...to } = request.body;
      const { enrollmentId } = request.params;
      const order = { customerId, enrollmentId, note, requestId, by: actorOf(principal), to };
      return reply.code(202).send(unwrap(await orderEnrollment(services, order)));
    },
  );
}
