import {
  customerParamsSchema,
  idempotencyHeadersSchema,
  noteBodySchema,
  notePageSchema,
  noteParamsSchema,
  noteSchema,
} from "@sopflow/schemas";
import { z } from "zod";
import { confinedTo } from "../access/principal.js";
import { requirePrincipal } from "../access/require-principal.js";
import { loadCustomer } from "../customers/load-customer.js";
import { createNotes } from "../desk/notes.js";
import { errorResponses } from "../errors/error-responses.js";
import type { Api } from "../http.js";
import { claimKey, madeId } from "../requests/claim-key.js";
import { madeAtOf } from "../requests/made-at.js";
import type { Services } from "../services.js";
import { reporterOf } from "../tasks/report-on-task.js";

/** What advisors note about customers. An advisor sees its own customers' only. */
export function registerNoteRoutes(app: Api, { store, clock }: Pick<Services, "store" | "clock">): void {
  const notes = createNotes(store);

  app.get(
    "/v1/customers/:id/notes",
    { schema: { params: customerParamsSchema, response: { ...errorResponses(404, 410), 200: notePageSchema } } },
    async (request) => {
      const { id } = await loadCustomer(store, request.params.id, confinedTo(requirePrincipal(request)));
      return { items: await notes.of(id) };
    },
  );

  app.post(
    "/v1/customers/:id/notes",
    {
      schema: {
        params: customerParamsSchema,
        headers: idempotencyHeadersSchema,
        body: noteBodySchema,
        response: { ...errorResponses(404, 409, 410), 201: noteSchema },
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const { id: customerId } = await loadCustomer(store, request.params.id, confinedTo(principal));
      const claim = await claimKey({ store, clock }, principal, request);
      const { text, madeAt, id = madeId(principal, claim) } = request.body;
      const at = madeAtOf(madeAt, clock.now());
      return reply.code(201).send(await notes.add({ id, customerId, text, by: reporterOf(principal), at }));
    },
  );

  app.delete(
    "/v1/customers/:id/notes/:noteId",
    {
      schema: {
        params: noteParamsSchema,
        headers: idempotencyHeadersSchema,
        response: { ...errorResponses(403, 404, 409, 410), 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request);
      const own = confinedTo(principal);
      const { id } = await loadCustomer(store, request.params.id, own);
      const { isRepeat } = await claimKey({ store, clock }, principal, request);
      await notes.remove(id, request.params.noteId, own === undefined ? undefined : reporterOf(principal), isRepeat);
      return reply.code(204).send();
    },
  );
}
